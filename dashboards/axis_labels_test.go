package dashboards

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

func TestLabelsOfAnAxisDoNotRunIntoEachOther(t *testing.T) {
	for months := 2; months <= 60; months++ {
		var labels []string
		for i := range months {
			labels = append(labels, time.Date(2005, time.Month(3*i+1), 1, 0, 0, 0, 0, time.UTC).Format("Jan 2006"))
		}
		var d drawing
		d.categories(labels, func(i int) float64 {
			return plotLeft + (float64(i)+0.5)*(plotRight-plotLeft)/float64(months)
		})
		if len(d.Texts) == 0 || d.Texts[len(d.Texts)-1].Text != labels[months-1] {
			t.Fatalf("%d labels: the newest has none", months)
		}
		for i := 1; i < len(d.Texts); i++ {
			before, err := strconv.ParseFloat(fmt.Sprint(d.Texts[i-1].X), 64)
			if err != nil {
				t.Fatal(err)
			}
			at, err := strconv.ParseFloat(fmt.Sprint(d.Texts[i].X), 64)
			if err != nil {
				t.Fatal(err)
			}
			if room := at - before; room < float64(len(labels[0])+1)*letterWidth {
				t.Errorf("%d labels: %s and %s stand %.0f apart", months, d.Texts[i-1].Text, d.Texts[i].Text, room)
			}
		}
	}
}
