#!/bin/sh
# Builds echarts.min.js from the pinned npm packages. Run it after a change of entry.js or package.json, and commit the result.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
npx esbuild entry.js --bundle --minify --format=iife --global-name=echarts --target=es2017 --charset=utf8 \
  --legal-comments=none --banner:js='/* Apache ECharts 6.1.0, subset; Apache-2.0, see LICENSE and NOTICE */' --outfile=echarts.min.js
cp node_modules/echarts/LICENSE node_modules/echarts/NOTICE .
cp node_modules/zrender/LICENSE LICENSE.zrender
rm -rf node_modules
gzip -9c echarts.min.js | wc -c
