package models

import (
	"math/big"
	"slices"
)

// NearPeers is how many organs are taken as those of like size.
const NearPeers = 8

// Nearest returns the n organs whose value of a year is nearest to that of an agency, itself left out, in the order of the comparison,
// with the lowest and greatest of their values. Only values that can be ranked count. ok is false where the agency has no such value,
// or there is nobody else.
func (c Comparison) Nearest(agencyID string, year, n int) (peers []Agency, lowest, greatest *big.Rat, ok bool) {
	ranked, _ := c.Ranking(year)
	at := slices.IndexFunc(ranked, func(r Ranked) bool { return r.Agency.ID == agencyID })
	if at < 0 || len(ranked) < 2 {
		return nil, nil, nil, false
	}
	own := ranked[at].Point.Value(c.Subject)
	others := slices.Delete(slices.Clone(ranked), at, at+1)
	distance := func(r Ranked) *big.Rat {
		d := new(big.Rat).Sub(r.Point.Value(c.Subject), own)
		return d.Abs(d)
	}
	slices.SortStableFunc(others, func(x, y Ranked) int {
		if d := distance(x).Cmp(distance(y)); d != 0 {
			return d
		}
		return c.index(x.Agency.ID) - c.index(y.Agency.ID)
	})
	others = others[:min(n, len(others))]
	slices.SortStableFunc(others, func(x, y Ranked) int { return c.index(x.Agency.ID) - c.index(y.Agency.ID) })
	for _, r := range others {
		v := r.Point.Value(c.Subject)
		if lowest == nil || v.Cmp(lowest) < 0 {
			lowest = v
		}
		if greatest == nil || v.Cmp(greatest) > 0 {
			greatest = v
		}
		peers = append(peers, r.Agency)
	}
	return peers, lowest, greatest, true
}
