package data

import "hash/fnv"

// random is a small generator of its own (SplitMix64), so that the demo is the same on every machine and with every version of Go.
type random uint64

// seeded returns a generator for a purpose, such as "a-jyj 2023 figures". Changing one organ leaves the others as they are.
func seeded(purpose string) *random {
	h := fnv.New64a()
	h.Write([]byte(purpose)) // a hash does not fail
	r := random(h.Sum64())
	return &r
}

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// between returns a number from low to high.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// about returns base give or take percent of it.
func (r *random) about(base, percent int) int {
	spread := base * percent / 100
	return base - spread + r.below(2*spread+1)
}

// weighted returns an index with a chance in proportion to its weight.
func (r *random) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := r.below(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// pick returns one of the choices.
func pick[T any](r *random, choices []T) T { return choices[r.below(len(choices))] }
