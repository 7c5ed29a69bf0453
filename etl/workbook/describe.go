package workbook

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// relation is what a part refers to under an id.
type relation struct {
	id, kind, target string
}

// listed is a sheet as the workbook lists it.
type listed struct {
	Sheet
	relation string
}

// describe finds the sheets, the shared texts, the formats and the date system.
func (b *Book) describe() error {
	main := "xl/workbook.xml"
	if roots, err := b.relations(""); err != nil {
		return describing(err)
	} else if i := indexKind(roots, "officeDocument"); i >= 0 {
		main = roots[i].target
	}
	entry, ok := b.parts[main]
	if !ok || strings.HasSuffix(main, ".bin") {
		return b.notWorkbook()
	}
	related, err := b.relations(main)
	if err != nil {
		return describing(err)
	}
	if err := b.readWorkbook(entry, related); err != nil {
		return describing(err)
	}
	if i := indexKind(related, "sharedStrings"); i >= 0 {
		if b.texts, ok = b.parts[related[i].target]; !ok {
			return damaged()
		}
	}
	if i := indexKind(related, "styles"); i >= 0 {
		styles, ok := b.parts[related[i].target]
		if !ok {
			return damaged()
		}
		if b.dates, err = readFormats(styles); err != nil {
			return describing(err)
		}
	}
	return nil
}

// describing puts a fault of a part that describes the workbook into words.
func describing(err error) error {
	switch {
	case errors.Is(err, errSize):
		return tooLarge("the description of the workbook")
	case errors.Is(err, errDamaged):
		return damaged()
	}
	return err
}

// relations lists what a part refers to inside the workbook; of the part "", what the archive as a
// whole is. A part without references has no list.
func (b *Book) relations(of string) ([]relation, error) {
	folder, name := path.Split(of)
	entry, ok := b.parts[folder+"_rels/"+name+".rels"]
	if !ok {
		return nil, nil
	}
	var out []relation
	err := readPart(entry, describingLimit, func(p *part, start xml.StartElement) error {
		if start.Name.Local == "Relationship" && attribute(start, "TargetMode") != "External" {
			target := strings.ReplaceAll(attribute(start, "Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = folder + target
			}
			out = append(out, relation{id: attribute(start, "Id"), kind: path.Base(attribute(start, "Type")), target: partName(target)})
		}
		return nil
	})
	return out, err
}

func indexKind(relations []relation, kind string) int {
	for i, r := range relations {
		if r.kind == kind {
			return i
		}
	}
	return -1
}

func (b *Book) readWorkbook(entry *zip.File, related []relation) error {
	byID := map[string]relation{}
	for _, r := range related {
		byID[r.id] = r
	}
	var sheets []listed
	err := readPart(entry, describingLimit, func(p *part, start xml.StartElement) error {
		if len(p.open) == 1 && start.Name.Local != "workbook" {
			return b.notWorkbook()
		}
		switch start.Name.Local {
		case "workbookPr":
			if isTrue(attribute(start, "date1904")) {
				b.from = epoch1904
			}
		case "sheet":
			state := attribute(start, "state")
			sheet := listed{Sheet: Sheet{Name: attribute(start, "name"), Hidden: state == "hidden" || state == "veryHidden"}}
			for _, attr := range start.Attr {
				if attr.Name.Local == "id" && attr.Name.Space != "" {
					sheet.relation = attr.Value
				}
			}
			sheets = append(sheets, sheet)
		}
		return nil
	})
	if err != nil {
		return err
	}
	seen, read := map[string]bool{}, map[string]bool{}
	for _, sheet := range sheets {
		r, known := byID[sheet.relation]
		if known && r.kind != "worksheet" {
			continue
		}
		entry, ok := b.parts[r.target]
		if !ok || seen[sheet.Name] || read[r.target] {
			return errDamaged
		}
		seen[sheet.Name], read[r.target] = true, true
		b.sheets = append(b.sheets, sheet.Sheet)
		b.targets = append(b.targets, entry)
	}
	if len(b.sheets) == 0 {
		return &UnreadableError{Message: "the workbook has no worksheet", Wanted: "a workbook with the lists on worksheets"}
	}
	return nil
}

func isTrue(value string) bool { return value == "1" || value == "true" || value == "on" }

// readPart calls the function at the start of every element of a part, at any depth. The function
// may read on from there.
func readPart(entry *zip.File, limit int64, each func(*part, xml.StartElement) error) error {
	p, err := openPart(entry, limit)
	if err != nil {
		return err
	}
	defer p.close()
	empty := true
	for {
		token, err := p.next()
		if errors.Is(err, io.EOF) && !empty {
			return nil
		}
		if err != nil {
			return inside(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			empty = false
			if err := each(p, start); err != nil {
				return err
			}
		}
	}
}
