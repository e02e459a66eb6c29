package svg

import (
	"encoding/json"
	"os"
	"testing"

	"gongkai/charts"
)

// BenchmarkRender measures a picture by an engine that is loaded; BenchmarkEngine what loading one costs, its scripts being compiled.
func BenchmarkRender(b *testing.B) {
	for _, name := range []string{"trend", "ranked", "heatmap", "outcomes"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile("../testdata/" + name + ".golden.json")
			if err != nil {
				b.Fatal(err)
			}
			var ch charts.Chart
			if err := json.Unmarshal(data, &ch); err != nil {
				b.Fatal(err)
			}
			var picture []byte
			for b.Loop() {
				if picture, err = Render(b.Context(), ch, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(picture)), "bytes")
		})
	}
}

func BenchmarkEngine(b *testing.B) {
	if _, err := programs(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newEngine(); err != nil {
			b.Fatal(err)
		}
	}
}
