// Audits a running site: axe on every page in both languages, light and dark, and Lighthouse with byte and layout budgets on the main
// ones. Usage: node audit.mjs http://127.0.0.1:8080 [path-of-chromium]. Exits 1 with a list of what fails.
import { readFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'

const site = process.argv[2].replace(/\/$/, '')
const executablePath = process.argv[3] ?? '/usr/bin/chromium'

// What the issue of the public site sets as budgets.
const budgets = { htmlGzip: 100 * 1024, scriptGzip: 220 * 1024, layoutShift: 0.01, score: 95 }
const categories = ['accessibility', 'best-practices', 'seo']

const failures = []
const fail = (text) => { failures.push(text); console.log('FAIL ' + text) }

// addresses returns every page of the sitemap, thinned out where pages are of one kind, and the ones a sitemap leaves out.
async function addresses() {
  const xml = await (await fetch(site + '/sitemap.xml')).text()
  const paths = [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map((m) => new URL(m[1].replaceAll('&amp;', '&'), site))
    .map((u) => u.pathname + u.search)
  const seen = new Map()
  return paths.filter((path) => {
    const kind = path.replace(/^(\/en)?\/(agencies|measures|reports|years)\/.*/, '$1/$2/*')
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    return seen.get(kind) <= 2
  }).concat(['/search?q=%E5%B1%80', '/en/search?q=bureau', '/feedback', '/en/feedback', '/feedback/thanks'],
    ['mix', 'reasons', 'who', 'backlog'].map((tab) => '/applications?tab=' + tab), ['multiples', 'dumbbell', 'heatmap'].map((view) => '/compare?view=' + view))
}

async function auditAccessibility(browser, paths) {
  const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
  for (const theme of ['light', 'dark']) {
    const page = await browser.newPage()
    await page.setViewport({ width: 1280, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }])
    for (const path of paths) {
      await page.goto(site + path, { waitUntil: 'networkidle0' })
      await page.evaluate(axe)
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
      for (const v of result.violations) {
        fail(`axe ${theme} ${path}: ${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].target}`)
      }
    }
    await page.close()
  }
  console.log(`axe: ${paths.length} pages, light and dark`)
}

async function auditBudgets(port, paths) {
  for (const path of paths) {
    const { lhr } = await lighthouse(site + path, { port, output: 'json', logLevel: 'error', onlyCategories: [...categories, 'performance'] })
    const score = (c) => Math.round(lhr.categories[c].score * 100)
    console.log(`lighthouse ${path}: ` + Object.keys(lhr.categories).map((c) => `${c} ${score(c)}`).join(', '))
    for (const c of categories) {
      if (score(c) < budgets.score) {
        const refs = lhr.categories[c].auditRefs.filter((r) => r.weight > 0 && lhr.audits[r.id].score !== null && lhr.audits[r.id].score < 1)
        fail(`lighthouse ${path}: ${c} ${score(c)} < ${budgets.score}: ${refs.map((r) => r.id).join(', ')}`)
      }
    }
    const shift = lhr.audits['cumulative-layout-shift'].numericValue
    if (shift > budgets.layoutShift) fail(`lighthouse ${path}: layout shift ${shift}`)
    await auditBytes(path)
  }
}

async function auditBytes(path) {
  const html = await (await fetch(site + path)).text()
  const size = gzipSync(html).length
  let script = 0
  for (const [, src] of html.matchAll(/<script[^>]* src="([^"]*)"/g)) {
    script += gzipSync(Buffer.from(await (await fetch(site + src)).arrayBuffer()), { level: 9 }).length
  }
  console.log(`bytes ${path}: html ${size}, scripts ${script} (gzip)`)
  if (size > budgets.htmlGzip) fail(`${path}: html ${size} B gzip`)
  if (script > budgets.scriptGzip) fail(`${path}: scripts ${script} B gzip`)
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const browser = await puppeteer.launch({ executablePath, headless: true, args: flags, userDataDir: await mkdtemp(join(tmpdir(), 'audit-')) })
try {
  const paths = await addresses()
  const first = (pattern) => paths.find((p) => pattern.test(p))
  await auditAccessibility(browser, paths)
  await auditBudgets(Number(new URL(browser.wsEndpoint()).port), [
    '/', first(/^\/agencies\/./), '/compare', first(/^\/measures\/./), '/applications', first(/^\/reports\/./)])
} finally {
  await browser.close()
}
console.log(failures.length === 0 ? 'audit: nothing to mend' : `audit: ${failures.length} to mend`)
process.exit(failures.length === 0 ? 0 : 1)
