package ingest

import "iter"

// ahead does work on the items of a sequence, on n of them at once at most, and yields each with its result in the order of the sequence.
// While one is used, work on the next goes on. What is begun is finished before it returns.
func ahead[T, R any](items iter.Seq[T], n int, work func(T) R) iter.Seq2[T, R] {
	type begun struct {
		item T
		done chan R
	}
	return func(yield func(T, R) bool) {
		next, stop := iter.Pull(items)
		defer stop()
		var queue []begun
		defer func() {
			for _, b := range queue {
				<-b.done
			}
		}()
		for {
			for len(queue) < n {
				item, ok := next()
				if !ok {
					break
				}
				b := begun{item, make(chan R, 1)}
				go func() { b.done <- work(b.item) }()
				queue = append(queue, b)
			}
			if len(queue) == 0 {
				return
			}
			first := queue[0]
			queue = queue[1:]
			if !yield(first.item, <-first.done) {
				return
			}
		}
	}
}
