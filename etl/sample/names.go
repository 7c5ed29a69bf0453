package sample

import (
	"fmt"
	"time"
)

func number(digits string) int64 {
	n := int64(0)
	for _, c := range digits {
		n = n*10 + int64(c-'0')
	}
	return n
}

func monthOf(digits string) time.Month { return time.Month(number(digits)) }

// mostAreas is how many invented codes there are: 601 to 699 and 720 to 799.
const mostAreas = 179

// areaCode is the code of the nth invented authority: three digits that no authority has.
func areaCode(n int) (string, error) {
	switch {
	case n < 99:
		return fmt.Sprint(601 + n), nil
	case n < mostAreas:
		return fmt.Sprint(720 + n - 99), nil
	}
	return "", fmt.Errorf("name area %d: there are invented codes for %d areas", n+1, mostAreas)
}

// areaName is an invented name; the first is that of the modern scenario.
func areaName(n int) string {
	first := []string{
		"Wex", "Thorn", "Brack", "Ember", "Quen", "Stav", "Marl", "Hul", "Ravel", "Corv",
		"Dunn", "Osk", "Fenn", "Ald", "Lind", "Tam", "Penn", "Gris", "Holl", "Yel",
	}
	last := []string{
		"moor", "combe", "stead", "wick", "mere", "holt", "ridge", "gate", "haven", "fold", "beck", "shaw",
	}
	return first[n%len(first)] + last[(5*(n/len(first))+n)%len(last)] // 5 lets all pairs occur
}

// urn is seven digits from a range that no register has reached.
func (r dice) urn() string { return fmt.Sprintf("99%05d", r.IntN(100000)) }
