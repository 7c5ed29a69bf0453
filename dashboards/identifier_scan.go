package dashboards

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"sightline/dashboards/contents"
)

// fewestCharacters is how long an id has to be to be told from a figure or a code. Shorter ones are counted and not
// searched for.
const fewestCharacters = 5

// distinctive is how long an id of letters and digits has to be to be looked for within a longer run of them.
const distinctive = 7

// mostRuns is how many runs of letters and digits an identifier may be written in.
const mostRuns = 4

// widestGap is how many bytes may stand between two runs that are one identifier.
const widestGap = 3

// wanted is an identifier that is looked for.
type wanted struct {
	kinds []identifierKind
	runs  int  // of a number: how many it is written in
	plain bool // digits alone
	name  bool // a single name: begins with a capital
	long  bool // it may be found within a longer run
}

// longestPhrase is how long a text that pages print may be to be taken for one name.
const longestPhrase = 120

// lookout is what to look for in the files of an edition.
type lookout struct {
	*vocabulary
	ids      map[string]*wanted // by folded text without what parts its runs
	days     map[int]bool       // of birth, as yyyymmdd
	printed  map[int]bool       // days that pages print by construction
	spoken   map[string]bool    // words without digits in the names of teams and of those who answer for something
	starts   [1 << 16]bool      // of the first three bytes of ids
	lengths  []int              // of ids that may be found within a longer run
	longest  int
	shortest int

	// What cannot be told from something that pages print by construction, by kind: too short, or the same.
	Untold map[identifierKind]int
}

// vocabulary is what pages print by construction: it is learned once and never changed after.
type vocabulary struct {
	words  map[string]bool         // words and codes
	told   map[int]bool            // days in texts
	shown  map[string]bool         // postcodes of the worked examples that method pages print
	worked map[string]map[int]bool // by indicator, the days of its worked examples, which the page of its method prints
}

// newVocabulary learns the words of own and texts, the days in texts, and those of worked examples.
func newVocabulary(own, texts []string, worked ...workedText) *vocabulary {
	v := &vocabulary{words: map[string]bool{}, told: map[int]bool{}, shown: map[string]bool{}, worked: map[string]map[int]bool{}}
	for _, text := range own {
		v.learn([]byte(text), nil)
	}
	for _, one := range worked {
		v.worked[one.Indicator] = map[int]bool{}
		v.learn([]byte(one.Text), v.worked[one.Indicator])
	}
	for _, text := range texts {
		v.learn([]byte(text), v.told)
		if len(text) <= longestPhrase {
			phrase, _ := fold(text)
			v.words[phrase] = true
		}
	}
	return v
}

// newLookout makes a lookout for the identifiers. Pages print the words and days of the vocabulary by construction, and
// the days of printed. They print the texts of named too, which somebody wrote: a name in them is one that is meant to
// be there, but an id, a number or a day is not. The days of worked examples are printed on the page of their method and
// looked for everywhere else.
func newLookout(identifiers []identifier, v *vocabulary, named []string, printed []time.Time) *lookout {
	l := &lookout{
		vocabulary: v,
		ids:        map[string]*wanted{}, days: map[int]bool{}, printed: maps.Clone(v.told), spoken: map[string]bool{},
		Untold: map[identifierKind]int{}, shortest: 1 << 30,
	}
	for _, text := range named {
		l.hear(text)
	}
	for _, day := range printed {
		l.printed[dayNumber(day)] = true
	}
	seen := map[int]bool{}
	for _, i := range identifiers {
		if i.Kind != birthDay {
			l.add(i)
			continue
		}
		day, err := time.Parse(time.DateOnly, i.Value)
		switch n := dayNumber(day); {
		case err != nil || seen[n]:
		case l.printed[n]:
			seen[n] = true
			l.Untold[birthDay]++
		default:
			seen[n], l.days[n] = true, true
		}
	}
	for key, w := range l.ids {
		l.starts[start(key)] = true
		l.longest, l.shortest = max(l.longest, len(key)), min(l.shortest, len(key))
		if w.long && !slices.Contains(l.lengths, len(key)) {
			l.lengths = append(l.lengths, len(key))
		}
	}
	slices.Sort(l.lengths)
	return l
}

func dayNumber(day time.Time) int { return day.Year()*10000 + int(day.Month())*100 + day.Day() }

// start is a number for the first three bytes of a key of at least three.
func start[T string | []byte](key T) uint16 {
	return uint16(key[0])<<8 ^ uint16(key[1])<<4 ^ uint16(key[2])
}

// postcodeForm is a postcode without its space, in lower case.
var postcodeForm = regexp.MustCompile(`^[a-z]{1,2}[0-9][a-z0-9]?[0-9][a-z]{2}$`)

// workedText is the query of an indicator with its worked examples.
type workedText struct{ Indicator, Text string }

// learn takes in the words of a text that the program prints by construction and, where there is a place for its days,
// those and its postcodes.
func (v *vocabulary) learn(text []byte, printed map[int]bool) {
	t := tokenizer{text: text}
	var days calendarDays
	before := ""
	for t.next() {
		word := string(t.folded[t.from:t.to])
		v.words[word] = true
		for _, code := range []string{word, before + word} {
			if printed != nil && len(code) <= 7 && postcodeForm.MatchString(code) {
				v.shown[code] = true
			}
		}
		before = word
		if day := days.see(&t); day > 0 && printed != nil {
			printed[day] = true
		}
	}
}

// hear takes in the words of a text that somebody wrote, and the text itself where it may be a name.
func (l *lookout) hear(text string) {
	t := tokenizer{text: []byte(text)}
	for t.next() {
		if !t.digits {
			l.spoken[string(t.folded[t.from:t.to])] = true
		}
	}
	if phrase, _ := fold(text); len(text) <= longestPhrase && !strings.ContainsAny(phrase, "0123456789") {
		l.spoken[phrase] = true
	}
}

// add takes in an identifier.
func (l *lookout) add(i identifier) {
	key, runs := fold(i.Value)
	plain := strings.Trim(key, "0123456789") == ""
	w := wanted{runs: runs, plain: plain}
	letters := strings.IndexFunc(key, func(r rune) bool { return r < '0' || r > '9' }) >= 0
	mixed := letters && strings.ContainsAny(key, "0123456789")
	least := fewestCharacters
	switch {
	case i.Kind == oneName, i.Kind == fullName && runs == 1, i.Kind == workerID && !strings.ContainsAny(key, "0123456789") && runs == 1:
		w.name, least = true, 3
	case i.Kind == officialID && len(key) == 3 && strings.HasPrefix(key, "un"):
		return // a code for why there is no number
	}
	w.long = mixed && len(key) >= distinctive
	spoken := l.spoken[key] && (w.name || i.Kind == fullName)
	switch {
	case len(key) < least, runs > mostRuns, l.words[key] && i.Kind != postcode, i.Kind == postcode && l.shown[key], spoken:
		l.Untold[i.Kind]++
		return
	}
	if known := l.ids[key]; known != nil {
		if !slices.Contains(known.kinds, i.Kind) {
			known.kinds = append(known.kinds, i.Kind)
		}
		known.name = known.name && w.name
		return
	}
	w.kinds = []identifierKind{i.Kind}
	l.ids[key] = &w
}

// sighting is what was seen in a text.
type sighting struct {
	kinds   map[identifierKind]bool
	equals  map[string]bool // numbers that are an id and a figure of the edition
	printed map[int]bool    // days that the file prints by construction, and others do not
	spared  bool            // one of them was met
}

func newSighting() sighting {
	return sighting{kinds: map[identifierKind]bool{}, equals: map[string]bool{}}
}

// exampleOf is the indicator whose worked examples a file prints; empty when it is no page of a method.
func exampleOf(name string) string {
	if folder, page := path.Split(name); folder == methodFolder || strings.HasSuffix(folder, "/"+methodFolder) {
		return strings.TrimSuffix(page, ".html")
	}
	return ""
}

// clean remembers texts that hold nothing, by their sums: workbooks share their themes and styles.
type clean struct {
	sync.Mutex
	sums map[[sha256.Size]byte]bool
}

// again tells whether a text is known to hold nothing; its place is not.
func (c *clean) again(text []byte) bool {
	if !worthKnowing(text) {
		return false
	}
	sum := sha256.Sum256(text)
	c.Lock()
	defer c.Unlock()
	return c.sums[sum]
}

// worthKnowing tells whether a text may come again: themes, styles and relations are short; figures are not.
func worthKnowing(text []byte) bool { return len(text) >= 64 && len(text) <= 32<<10 }

func (c *clean) remember(text []byte) {
	if !worthKnowing(text) {
		return
	}
	sum := sha256.Sum256(text)
	c.Lock()
	defer c.Unlock()
	if c.sums == nil {
		c.sums = map[[sha256.Size]byte]bool{}
	}
	c.sums[sum] = true
}

// look searches a text. figures are the numbers that the edition's data files hold, from which an id of digits alone
// cannot be told.
func (l *lookout) look(text []byte, figures map[string]bool, seen *sighting) {
	t := tokenizer{text: text}
	var days calendarDays
	var runs [mostRuns]token
	count := 0
	for t.next() {
		if len(t.folded) > 1<<16 { // what is joined reaches back a few runs only
			keep := runs[(count+mostRuns-1)%mostRuns].from
			if count == 0 {
				keep = t.from
			}
			for i := range runs {
				runs[i].from, runs[i].to = runs[i].from-keep, runs[i].to-keep
			}
			t.folded = append(t.folded[:0], t.folded[keep:]...)
			t.from, t.to = t.from-keep, t.to-keep
		}
		runs[count%mostRuns] = t.token
		count++
		if day := days.see(&t); day > 0 && l.days[day] && !readsAsDay(&t, figures) {
			if seen.printed[day] {
				seen.spared = true
			} else {
				seen.kinds[birthDay] = true
			}
		}
		l.within(&t, seen)
		first := t.token
		for k := range min(mostRuns, count) {
			if k > 0 {
				if first.gap > widestGap {
					break
				}
				first = runs[(count-1-k)%mostRuns]
				if first.from < 0 {
					break
				}
			}
			l.match(&t, first, k+1, figures, seen)
		}
	}
}

// readsAsDay tells whether eight digits that could be a day are a figure: some twenty million pounds read as a day of this
// century.
func readsAsDay(t *tokenizer, figures map[string]bool) bool {
	run := t.folded[t.from:t.to]
	return t.digits && !t.letters && len(run) == len("yyyymmdd") && (t.figure || figures[string(run)])
}

// match looks up the runs from first to the one just read.
func (l *lookout) match(t *tokenizer, first token, runs int, figures map[string]bool, seen *sighting) {
	key := t.folded[first.from:t.to]
	if len(key) < max(l.shortest, 3) || len(key) > l.longest || !l.starts[start(key)] {
		return
	}
	w := l.ids[string(key)]
	switch {
	case w == nil:
	case w.name && !first.capital:
	case w.name && runs > 1 && !slices.Contains([]byte("'-\x99\x91"), t.joint): // ’ ends in \x99, ‑ in \x91
	case w.plain && (runs != w.runs || t.figure || first.figure || runs > 1 && strings.IndexByte(",;\n\t", t.joint) >= 0):
	case w.plain && figures[string(key)]:
		seen.equals[string(key)] = true
	case runs == 1 && first.joint == '#' && slices.Equal(w.kinds, []identifierKind{postcode}): // a colour
	default:
		for _, kind := range w.kinds {
			seen.kinds[kind] = true
		}
	}
}

// within looks for ids inside a longer run of letters and digits. Runs that are hashes by their shape are left out.
func (l *lookout) within(t *tokenizer, seen *sighting) {
	run := t.folded[t.from:t.to]
	if len(l.lengths) == 0 || !t.digits || len(run) <= l.lengths[0] || hashLike(run) {
		return
	}
	for at := 0; at+l.lengths[0] <= len(run); at++ {
		if !l.starts[start(run[at:])] {
			continue
		}
		for _, length := range l.lengths {
			if at+length > len(run) || length == len(run) {
				break
			}
			if w := l.ids[string(run[at:at+length])]; w != nil && w.long {
				for _, kind := range w.kinds {
					seen.kinds[kind] = true
				}
			}
		}
	}
}

// hashLike tells whether a run is a sum in hexadecimal digits.
func hashLike(run []byte) bool {
	if len(run) != 12 && len(run) != 16 && len(run) != 32 && len(run) != 40 && len(run) != 64 {
		return false
	}
	return !slices.ContainsFunc(run, func(b byte) bool { return b > 'f' })
}

// calendarDays finds days in a row of runs: 2012-05-01, 01/05/2012, 1 May 2012, May 1, 2012 and 20120501.
type calendarDays struct {
	last [3]piece
}

// piece is a run as part of a date.
type piece struct {
	n      int  // its number; -1 when it is none
	digits int  // how many it has
	month  int  // that it names
	joint  byte // before it
	near   bool // little stands between it and the run before
}

var monthStarts = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

var monthByName = func() map[string]int {
	out := map[string]int{"sept": 9}
	for short, n := range monthStarts {
		out[short] = n
		out[strings.ToLower(time.Month(n).String())] = n
	}
	return out
}()

// see takes in a run and gives the day, as yyyymmdd, that ends with it; 0 when none does.
func (c *calendarDays) see(t *tokenizer) int {
	run := t.folded[t.from:t.to]
	p := piece{n: -1, joint: t.joint, near: t.gap <= 2}
	if t.digits {
		p.n, p.digits = leadingNumber(run)
	} else if len(run) >= 3 && len(run) <= 9 && strings.IndexByte("jfmasond", run[0]) >= 0 {
		p.month = monthByName[string(run)]
	}
	c.last[0], c.last[1], c.last[2] = c.last[1], c.last[2], p
	if p.digits >= 8 && (p.digits == 8 || p.digits == 14) {
		head, _ := leadingNumber(run[:8])
		return validDay(head/10000, head/100%100, head%100)
	}
	a, b := c.last[0], c.last[1]
	if p.n < 0 || !p.near || !b.near {
		return 0
	}
	switch {
	case a.digits == 4 && b.digits > 0 && b.digits <= 2 && p.digits <= 2 && b.joint == p.joint && strings.IndexByte("-/.", p.joint) >= 0:
		return validDay(a.n, b.n, p.n)
	case a.digits > 0 && a.digits <= 2 && b.digits > 0 && b.digits <= 2 && b.joint == p.joint && strings.IndexByte("-/.", p.joint) >= 0:
		return validDay(century(p), b.n, a.n)
	case a.digits > 0 && a.digits <= 2 && b.month > 0:
		return validDay(century(p), b.month, a.n)
	case a.month > 0 && b.digits > 0 && b.digits <= 2 && p.digits == 4:
		return validDay(p.n, a.month, b.n)
	}
	return 0
}

// century is a year of four digits, or of two in this century.
func century(p piece) int {
	switch p.digits {
	case 4:
		return p.n
	case 2:
		return 2000 + p.n
	}
	return 0
}

// leadingNumber is the number that a run begins with, as 1 in 1st and 01 in 01T00, and how many digits it has.
func leadingNumber(run []byte) (n, digits int) {
	for _, b := range run {
		if b < '0' || b > '9' || digits == 15 {
			break
		}
		n, digits = n*10+int(b-'0'), digits+1
	}
	if digits == 0 {
		return -1, 0
	}
	return n, digits
}

func validDay(year, month, day int) int {
	if year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0
	}
	return year*10000 + month*100 + day
}

// referring are the attributes in which the parts of a workbook name places in it, styles and the like, which look
// like ids.
var referring = []string{"r", "s", "ref", "sqref", "spans", "topLeftCell", "activeCell", "location"}

// withoutReferences is a part of a workbook without the values of such attributes, without the names of schemas, which
// have days in them, and without the numbers that stand for shared texts.
func withoutReferences(text []byte) []byte {
	out := make([]byte, 0, len(text))
	shared := false // the cell's number is that of a shared text
	for len(text) > 0 {
		from := bytes.IndexByte(text, '<')
		if from < 0 {
			return append(out, text...)
		}
		out = append(out, text[:from]...)
		text = text[from:]
		to := bytes.IndexByte(text, '>')
		if to < 0 {
			return append(out, text...)
		}
		tag := text[:to+1]
		text = text[to+1:]
		cell := bytes.HasPrefix(tag, []byte("<c "))
		if cell {
			shared = bytes.Contains(tag, []byte(` t="s"`))
		}
		if bare[string(tag)] || cell && onlyRefers(tag) {
			out = append(out, apart...)
		} else {
			out = appendTag(out, tag)
		}
		if shared && string(tag) == "<v>" {
			for len(text) > 0 && text[0] >= '0' && text[0] <= '9' {
				text = text[1:]
			}
		}
	}
	return out
}

// bare are the tags that hold a cell's text: names of two letters at most and nothing else, so that nobody's id is in
// them. Three quarters of a sheet are such tags.
var bare = map[string]bool{"<is>": true, "</is>": true, "<t>": true, "</t>": true, "<v>": true, "</v>": true, "</c>": true}

// apart keeps what stands on its two sides from being read as one id.
var apart = bytes.Repeat([]byte("\n"), widestGap+1)

// cellKinds are the values that say how a cell's text is to be read.
var cellKinds = []string{"", "s", "n", "b", "d", "str", "inlineStr"}

// onlyRefers tells whether a cell's tag says where it stands, how it looks and how to read it, and nothing else.
func onlyRefers(tag []byte) bool {
	rest := bytes.TrimSuffix(bytes.TrimPrefix(tag, []byte("<c")), []byte(">"))
	for len(rest) > 0 {
		if len(rest) < len(` r=""`) || rest[0] != ' ' || rest[2] != '=' || rest[3] != '"' {
			return false
		}
		name, value := rest[1], rest[4:]
		end := bytes.IndexByte(value, '"')
		if end < 0 || name != 'r' && name != 's' && (name != 't' || !slices.Contains(cellKinds, string(value[:end]))) {
			return false
		}
		rest = value[end+1:]
	}
	return true
}

// appendTag appends a tag without the values of attributes that refer to something.
func appendTag(out, tag []byte) []byte {
	for {
		at := bytes.Index(tag, []byte(`="`))
		if at < 0 {
			return append(out, tag...)
		}
		end := bytes.IndexByte(tag[at+2:], '"')
		if end < 0 {
			return append(out, tag...)
		}
		name := tag[bytes.LastIndexAny(tag[:at], " \t\r\n")+1 : at]
		value := tag[at+2 : at+2+end]
		out = append(out, tag[:at+2]...)
		if !slices.Contains(referring, string(name)) && !bytes.HasPrefix(value, []byte("http://schemas.")) {
			out = append(out, value...)
		}
		tag = tag[at+2+end:]
	}
}

// lookIn searches the parts of a file, its name included, for what it should not hold.
func (l *lookout) lookIn(name string, raw []byte, figures map[string]bool, once *clean) (seen, named sighting, err error) {
	seen, named = newSighting(), newSighting()
	for _, text := range readings([]byte(name)) {
		l.look(text, nil, &named)
	}
	parts, err := contents.Parts(name, raw)
	for _, part := range parts {
		l.look([]byte(part.Place), nil, &seen)
		text := part.Text
		if once.again(text) {
			continue
		}
		switch {
		case strings.Contains(part.Place, "xl/"):
			text = withoutReferences(text)
		case strings.HasSuffix(name, ".html"):
			text = withoutCellTags(text, apart)
		}
		here := newSighting()
		here.printed = l.worked[exampleOf(name)]
		for _, reading := range readings(text) {
			l.look(reading, figures, &here)
		}
		if len(here.kinds) == 0 && !here.spared { // elsewhere it may hold something
			once.remember(part.Text)
		}
		maps.Copy(seen.kinds, here.kinds)
		maps.Copy(seen.equals, here.equals)
	}
	return seen, named, err
}
