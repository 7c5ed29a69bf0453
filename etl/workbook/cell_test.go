package workbook_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"sightline/etl/workbook"
)

func TestTextOfStoredCells(t *testing.T) {
	tests := map[string]struct{ cell, want string }{
		"shared text":                             {`<c t="s"><v>0</v></c>`, "zero"},
		"shared text in runs, without its guide":  {`<c t="s"><v>1</v></c>`, "one two"},
		"inline text":                             {`<c t="inlineStr"><is><t>in&amp;line</t></is></c>`, "in&line"},
		"inline text in runs":                     {`<c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>`, "a b"},
		"blanks and non-breaking spaces are kept": {"<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a\u00a0b </t></is></c>", " a\u00a0b "},
		"escaped carriage return":                 {`<c t="inlineStr"><is><t>a_x000D_&#10;b</t></is></c>`, "a\r\nb"},
		"escape that is itself escaped":           {`<c t="inlineStr"><is><t>_x005F_x000D_</t></is></c>`, "_x000D_"},
		"escaped pair of units":                   {`<c t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>`, "\U0001F600"},
		"half a pair stays":                       {`<c t="inlineStr"><is><t>_xD83D_a_x0000__xZZZZ__x00</t></is></c>`, "_xD83D_a_x0000__xZZZZ__x00"},
		"text of digits keeps its zeros":          {`<c t="inlineStr"><is><t>007</t></is></c>`, "007"},
		"text that looks like an exponent":        {`<c t="inlineStr"><is><t>1E5</t></is></c>`, "1E5"},
		"identifier":                              {`<c><v>45383</v></c>`, "45383"},
		"long identifier":                         {`<c><v>123456789012345</v></c>`, "123456789012345"},
		"number in exponent form":                 {`<c><v>1.23456789012345E+14</v></c>`, "123456789012345"},
		"beyond fifteen digits":                   {`<c><v>1.23456789012345E+17</v></c>`, "123456789012345000"},
		"fraction":                                {`<c><v>6.138</v></c>`, "6.138"},
		"fraction as Excel stores it":             {`<c><v>6.1379999999999999</v></c>`, "6.138"},
		"small fraction":                          {`<c><v>1E-4</v></c>`, "0.0001"},
		"negative":                                {`<c><v>-3.50</v></c>`, "-3.5"},
		"negative nought":                         {`<c><v>-0</v></c>`, "0"},
		"number with zeros in front":              {`<c><v>007</v></c>`, "7"},
		"infinity is no number":                   {`<c><v>Inf</v></c>`, "Inf"},
		"true":                                    {`<c t="b"><v>1</v></c>`, "TRUE"},
		"false":                                   {`<c t="b"><v>0</v></c>`, "FALSE"},
		"error value":                             {`<c t="e"><v>#N/A</v></c>`, "#N/A"},
		"formula with a number":                   {`<c><f>1+1</f><v>2</v></c>`, "2"},
		"formula with a text":                     {`<c t="str"><f>"a"</f><v>a_x000D_</v></c>`, "a\r"},
		"formula with an error":                   {`<c t="e"><f>1/0</f><v>#REF!</v></c>`, "#REF!"},
		"formula with a truth value":              {`<c t="b"><f>1=1</f><v>1</v></c>`, "TRUE"},
		"follower of a shared formula":            {`<c s="1"><f t="shared" si="0"/><v>40046</v></c>`, "2009-08-21"},
		"prefixed elements are not another thing": {`<c><x:v xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">5</x:v></c>`, "5"},
		"extension is not a value":                {`<c><v>5</v><extLst><ext><v>6</v></ext></extLst></c>`, "5"},
		"date":                                    {`<c s="1"><v>45383</v></c>`, "2024-04-01"},
		"date with a time of day":                 {`<c s="1"><v>45383.75</v></c>`, "2024-04-01T18:00:00"},
		"time that noise puts before midnight":    {`<c s="1"><v>45382.999999999</v></c>`, "2024-04-01"},
		"first day":                               {`<c s="1"><v>1</v></c>`, "1900-01-01"},
		"last day before the one that never was":  {`<c s="1"><v>59</v></c>`, "1900-02-28"},
		"the day that never was":                  {`<c s="1"><v>60</v></c>`, "60"},
		"a time on the day that never was":        {`<c s="1"><v>60.25</v></c>`, "60.25"},
		"the day after":                           {`<c s="1"><v>61</v></c>`, "1900-03-01"},
		"last day":                                {`<c s="1"><v>2958465</v></c>`, "9999-12-31"},
		"beyond the last day":                     {`<c s="1"><v>2958466</v></c>`, "2958466"},
		"noise beyond the last day":               {`<c s="1"><v>2958465.9999999</v></c>`, "2958465.9999999"},
		"before the first day":                    {`<c s="1"><v>0.5</v></c>`, "0.5"},
		"negative date":                           {`<c s="1"><v>-1</v></c>`, "-1"},
		"text in a date format":                   {`<c s="1" t="inlineStr"><is><t>45383</t></is></c>`, "45383"},
		"date stored as text by the strict form":  {`<c s="1" t="d"><v>2024-04-01T00:00:00</v></c>`, "2024-04-01"},
		"instant stored as text":                  {`<c s="1" t="d"><v>2024-04-01T09:30:00Z</v></c>`, "2024-04-01T09:30:00"},
		"format that the workbook does not have":  {`<c s="99"><v>45383</v></c>`, "45383"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := firstRow(t, oneSheet(`<row r="1">`+test.cell+`</row>`, "dd/mm/yyyy"))
			if !slices.Equal(got, []string{test.want}) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestFormatsThatShowDates(t *testing.T) {
	tests := map[string]bool{
		"dd/mm/yyyy;@": true, "DD-MMM-YY": true, "mmm": true, "mm": true, "yyyy": true, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`: true,
		`[$-809]d "of" mmmm`: true, "d/m/yy h:mm AM/PM": true, "m/yy": true, `[<1]h:mm;dd/mm/yyyy`: true, "[Red]yyyy": true,
		"General": false, "Standard": false, "0.00": false, "0%": false, `0 "days"`: false, `0\d`: false, "_d0": false, "*d0": false, "[Red]0.00": false,
		"[Magenta]0": false, "h:mm": false, "mm:ss": false, "[h]:mm:ss": false, "[mm]:ss": false, "h:mm AM/PM": false, "0.00E+00": false,
		`0;dd/mm/yyyy`: false, `"unclosed d`: false, "[unclosed d": false, "": false, "@": false, `\`: false, `[`: false, `"`: false, "[$£-809]#,##0.00": false,
	}
	for code, date := range tests {
		want := "45383.5"
		if date {
			want = "2024-04-01T12:00:00"
		}
		got := firstRow(t, oneSheet(`<row r="1"><c s="1"><v>45383.5</v></c></row>`, code))
		if !slices.Equal(got, []string{want}) {
			t.Errorf("format %s: %q, want %q", code, got, want)
		}
	}
}

func TestFormatsThatNeedNoSpelling(t *testing.T) {
	for id, date := range map[string]bool{"14": true, "15": true, "16": true, "17": true, "22": true, "30": true, "58": true, "0": false, "9": false, "18": false, "21": false, "46": false, "49": false, "": false} {
		p := oneSheet(`<row r="1"><c><v>45383</v></c></row>`).replaced(t, "xl/styles.xml", `numFmtId="0"`, `numFmtId="`+id+`"`)
		if got := firstRow(t, p)[0]; (got == "2024-04-01") != date {
			t.Errorf("format %s: %s", id, got)
		}
	}
}

func TestDatesOfThe1904System(t *testing.T) {
	p := oneSheet(`<row r="1"><c s="1"><v>0</v></c><c s="1"><v>43921</v></c><c s="1"><v>60</v></c><c s="1"><v>2957003</v></c><c s="1"><v>2957004</v></c></row>`, "d/m/yy").
		replaced(t, "xl/workbook.xml", "<workbookPr/>", `<workbookPr date1904="1"/>`)
	want := []string{"1904-01-01", "2024-04-01", "1904-03-01", "9999-12-31", "2957004"}
	if got := firstRow(t, p); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDatesAreThoseThatExcelizeWrites(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	from, step := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC), 997*24*time.Hour+17*time.Minute+3*time.Second
	var want []string
	for at := from; at.Year() < 2190; at = at.Add(step) {
		want = append(want, strings.TrimSuffix(at.Format("2006-01-02T15:04:05"), "T00:00:00"))
		name, err := excelize.CoordinatesToCellName(1, len(want))
		check(t, err)
		check(t, file.SetCellValue("Sheet1", name, at))
	}
	buffer, err := file.WriteToBuffer()
	check(t, err)
	rows := rowsOf(t, opened(t, buffer.Bytes()), "Sheet1")
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if got := textsOf(t, row); !slices.Equal(got, want[i:i+1]) {
			t.Errorf("%q, want %q", got, want[i])
		}
	}
}

func TestCellsThatHaveNoText(t *testing.T) {
	tests := map[string]struct{ cell, fault string }{
		"formula never calculated":                    {`<c><f>A1+1</f></c>`, "a formula without a calculated value: open the workbook in Excel, calculate and save"},
		"formula with an empty value":                 {`<c><f>A1+1</f><v></v></c>`, "a formula without a calculated value"},
		"formula for a text without a value":          {`<c t="str"><f>A1&amp;""</f></c>`, "a formula without a calculated value"},
		"follower of a shared one without a value":    {`<c><f t="shared" si="0"/></c>`, "a formula without a calculated value"},
		"text that the workbook does not have":        {`<c t="s"><v>2</v></c>`, "a reference to a shared text that the workbook does not have"},
		"text before the first that the workbook has": {`<c t="s"><v>-1</v></c>`, "a reference to a shared text"},
		"truth value that is neither":                 {`<c t="b"><v>secret</v></c>`, "a truth value that is neither"},
		"formula whose value is the empty text":       {`<c t="str"><f>""</f><v></v></c>`, ""},
		"no value":                                    {`<c t="s"/>`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := oneSheet(`<row r="1">` + test.cell + `<c><v>1</v></c></row>`)
			cell := rowsOf(t, opened(t, p.zipped(t, false)), "List 1")[0].Cells[0]
			if cell.Text != "" || !strings.HasPrefix(cell.Fault, test.fault) || (cell.Fault == "") != (test.fault == "") {
				t.Errorf("%+v, want the fault %q", cell, test.fault)
			}
			if strings.Contains(cell.Fault, "secret") {
				t.Error("the fault says the value")
			}
		})
	}
}

func TestFormulaOfExcelizeHasNoValue(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	check(t, file.SetCellFormula("Sheet1", "B2", "=1+1"))
	buffer, err := file.WriteToBuffer()
	check(t, err)
	rows := rowsOf(t, opened(t, buffer.Bytes()), "Sheet1")
	if len(rows) != 1 || rows[0].No != 2 || len(rows[0].Cells) != 2 || rows[0].Cells[0] != (workbook.Cell{}) || rows[0].Cells[1].Fault == "" {
		t.Errorf("%+v, want a fault in B2 alone", rows)
	}
}
