package parquet

import "encoding/binary"

// The metadata of Parquet are structures of Thrift's compact protocol. Of it this is what they need.

// magic begins and ends a Parquet file.
const magic = "PAR1"

// Types of fields.
const (
	thriftInt32  = 5
	thriftInt64  = 6
	thriftBinary = 8
	thriftList   = 9
	thriftStruct = 12
)

// Numbers that Parquet gives to what is used here.
const (
	typeInt64     = 2
	typeByteArray = 6
	required      = 0
	optional      = 1
	utf8          = 0 // as a converted type
	plain         = 0 // as an encoding
	runLength     = 3
	dataPage      = 0
	uncompressed  = 0
)

// structure is a Thrift structure that is being written, field by field in the order of their numbers.
type structure struct {
	bytes []byte
	last  int // number of the field before
}

func (s *structure) field(number, kind int) {
	s.bytes = append(s.bytes, byte((number-s.last)<<4|kind))
	s.last = number
}

func (s *structure) number(field, kind int, value int64) {
	s.field(field, kind)
	s.bytes = binary.AppendVarint(s.bytes, value) // Thrift and Go write signed numbers alike
}

func (s *structure) text(field int, value string) {
	s.field(field, thriftBinary)
	s.bytes = appendText(s.bytes, value)
}

// list writes the elements, each written already.
func (s *structure) list(field, kind int, elements ...[]byte) {
	s.field(field, thriftList)
	if len(elements) < 15 {
		s.bytes = append(s.bytes, byte(len(elements)<<4|kind))
	} else {
		s.bytes = append(s.bytes, byte(15<<4|kind))
		s.bytes = binary.AppendUvarint(s.bytes, uint64(len(elements)))
	}
	for _, element := range elements {
		s.bytes = append(s.bytes, element...)
	}
}

func (s *structure) structure(field int, value []byte) {
	s.field(field, thriftStruct)
	s.bytes = append(s.bytes, value...)
}

// end is the whole structure.
func (s *structure) end() []byte { return append(s.bytes, 0) }

func appendText(to []byte, value string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(value))), value...)
}

// pageHeader is the header of a page of data.
func pageHeader(rows, size int64) []byte {
	var data structure
	data.number(1, thriftInt32, rows)
	data.number(2, thriftInt32, plain)
	data.number(3, thriftInt32, runLength)
	data.number(4, thriftInt32, runLength)
	var page structure
	page.number(1, thriftInt32, dataPage)
	page.number(2, thriftInt32, size)
	page.number(3, thriftInt32, size)
	page.structure(5, data.end())
	return page.end()
}

// footer describes the columns and where they stand.
func (w *Writer) footer(places []place) []byte {
	var root structure
	root.text(4, "rows")
	root.number(5, thriftInt32, int64(len(places)))
	elements, chunks, total := [][]byte{root.end()}, [][]byte{}, int64(0)
	for i, at := range places {
		name, kind := "", int64(typeInt64)
		var element structure
		if i < len(w.numbers) {
			name = w.numbers[i]
			element.number(1, thriftInt32, typeInt64)
			element.number(3, thriftInt32, required)
			element.text(4, name)
		} else {
			name, kind = w.texts[i-len(w.numbers)], typeByteArray
			element.number(1, thriftInt32, typeByteArray)
			element.number(3, thriftInt32, optional)
			element.text(4, name)
			element.number(6, thriftInt32, utf8)
		}
		elements = append(elements, element.end())
		chunks = append(chunks, w.chunk(name, kind, at))
		total += at.size
	}
	var group structure
	group.list(1, thriftStruct, chunks...)
	group.number(2, thriftInt64, total)
	group.number(3, thriftInt64, int64(w.rows))
	var file structure
	file.number(1, thriftInt32, 1)
	file.list(2, thriftStruct, elements...)
	file.number(3, thriftInt64, int64(w.rows))
	file.list(4, thriftStruct, group.end())
	return file.end()
}

// chunk describes one column.
func (w *Writer) chunk(name string, kind int64, at place) []byte {
	var about structure
	about.number(1, thriftInt32, kind)
	about.list(2, thriftInt32, binary.AppendVarint(nil, plain), binary.AppendVarint(nil, runLength))
	about.list(3, thriftBinary, appendText(nil, name))
	about.number(4, thriftInt32, uncompressed)
	about.number(5, thriftInt64, int64(w.rows))
	about.number(6, thriftInt64, at.size)
	about.number(7, thriftInt64, at.size)
	about.number(9, thriftInt64, at.offset)
	var chunk structure
	chunk.number(2, thriftInt64, at.offset)
	chunk.structure(3, about.end())
	return chunk.end()
}
