package models

import "math/big"

// Interval is the range in which the share behind an observed ratio lies, in percent.
type Interval struct{ Low, High *big.Rat }

// Wilson is the 95 % interval of num cases among den after Wilson's score, z = 1.96. False where there is no such share: den is not
// positive, or num is not between 0 and den. All but the square root is exact, and that to 128 bits.
func Wilson(num, den int64) (Interval, bool) {
	if den <= 0 || num < 0 || num > den {
		return Interval{}, false
	}
	z := big.NewRat(49, 25)
	zz := new(big.Rat).Mul(z, z)
	x, n := big.NewRat(num, 1), big.NewRat(den, 1)
	spread := new(big.Rat).Mul(x, new(big.Rat).Sub(n, x))
	spread.Quo(spread, n)
	spread.Add(spread, new(big.Rat).Quo(zz, big.NewRat(4, 1)))
	half := new(big.Rat).Mul(z, squareRoot(spread))
	centre := new(big.Rat).Add(x, new(big.Rat).Quo(zz, big.NewRat(2, 1)))
	scaled := func(v *big.Rat) *big.Rat {
		v.Mul(v, big.NewRat(100, 1))
		return v.Quo(v, new(big.Rat).Add(n, zz))
	}
	in := Interval{Low: scaled(new(big.Rat).Sub(centre, half)), High: scaled(new(big.Rat).Add(centre, half))}
	if num == 0 {
		in.Low = new(big.Rat)
	}
	if num == den {
		in.High = big.NewRat(100, 1)
	}
	return in, true
}

// squareRoot returns the root of a positive number to 128 bits.
func squareRoot(v *big.Rat) *big.Rat {
	root := new(big.Float).SetPrec(128).SetRat(v)
	exact, _ := root.Sqrt(root).Rat(nil)
	return exact
}

// Interval is the 95 % interval of a ratio; false where the point has none or is of fewer cases than a percentage is given for.
func (p Point) Interval() (Interval, bool) {
	if p.Num == nil || p.Den == nil || *p.Den < FractionOnly {
		return Interval{}, false
	}
	return Wilson(*p.Num, *p.Den)
}

// Text writes the interval with one decimal: "4.8% 至 21.9%".
func (in Interval) Text(lang Lang) string {
	return FormatRat(in.Low, 1) + "%" + Label{" 至 ", " to "}.In(lang) + FormatRat(in.High, 1) + "%"
}
