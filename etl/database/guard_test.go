package database

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// accepted are single selects that hold what a careless reader would stumble over.
var accepted = []struct{ driver, query, sent string }{
	{"postgres", "select 1", "select 1"},
	{"oracle", "  SELECT child_id FROM child ;\n-- the end\n;", "SELECT child_id FROM child"},
	{"sqlserver", "/* a; b */ with a as (select 1 as n) select n from a", "with a as (select 1 as n) select n from a"},
	{"postgres", "select ';' as a, \";\" as b, 'it''s; fine' as c", ""},
	{"postgres", "select $$; delete from x$$ as a, $tag$ $$;$$ $tag$ as b, a$b from t", ""},
	{"postgres", `select E'it\'s; fine' as a, e'\\' as b, U&'\' as c, '\' as d`, ""},
	{"postgres", "select 1 /* one /* two; */ still; */ as a", ""},
	{"postgres", "select \"delete\", updated, \"update\", into_care, a.insert from t", ""},
	{"postgres", "select a -- note; it's open\r\nfrom t", ""},
	{"postgres", "select a->>'b' as b, c[1] as d, e::text, 1e5 as f, x'1f' as g from t", ""},
	{"postgres", "select né, 'Ł†; ' as a from enfants", ""},
	{"sqlserver", "select [a;b]]c;d] as [delete], N'x;' as x, @@version as v, #t.a from #t", ""},
	{"sqlserver", "select top (5) updated, insert_date from t option (recompile)", ""},
	{"oracle", "select q'[it's; fine]' as a, nq'!;'!' as b, Q'{;}' as c, q''a;'' as d from dual", ""},
	{"oracle", "select /*+ full(t) /* */ a from t", ""},
}

// refused are texts with another statement in them, however it is hidden, or that no reader can be
// sure of.
var refused = []struct{ driver, query, want string }{
	{"postgres", "", "it is empty"},
	{"postgres", " -- select 1\n/* select 2 */ ", "it is empty"},
	{"postgres", "; select 1", "it begins with a semicolon"},
	{"postgres", "delete from child", "it begins with neither select nor with"},
	{"postgres", "(select 1)", "it begins with neither select nor with"},
	{"postgres", "'select' 1", "it begins with neither select nor with"},
	{"postgres", `"select" 1`, "it begins with neither select nor with"},
	{"postgres", "explain analyse select 1", "it begins with neither select nor with"},
	{"postgres", "selecta", "it begins with neither select nor with"},
	{"postgres", "select 1; delete from child", "there is text after the semicolon"},
	{"postgres", "select 1;;/* */ select 2", "there is text after the semicolon"},
	{"postgres", "select 'a\\'; delete from child; --'", "there is text after the semicolon"},
	{"postgres", "select a$$; delete from child; select $$ from t", "there is text after the semicolon"},
	{"postgres", "select é$$; delete from child; select $$ from t", "there is text after the semicolon"},
	{"postgres", "select 1a$$; delete from child; --$$", "there is text after the semicolon"},
	{"postgres", "select 1$1$; delete from child; --$1$", "it holds a $ that begins neither"},
	{"postgres", "select E'a'\n'b\\' || '; delete from child; --'", "an E'…' is followed by another text"},
	{"postgres", "select 1 -- a\r; delete from child", "it holds a carriage return without a line feed"},
	{"postgres", "select 1\x00; delete", "it holds the control character U+0000"},
	{"postgres", "select\u00a01", "it holds the invisible character U+00A0"},
	{"postgres", "select \u201ca\u201d from t", "it holds the character U+201C outside of quotes"},
	{"postgres", "select 1 -- a\u2028; delete", "it holds the control character U+2028"},
	{"postgres", "select '\xff'", "it is not UTF-8"},
	{"postgres", "select 'a", "a ' is not closed"},
	{"postgres", "select E'a\\'", "a ' is not closed"},
	{"postgres", "select E'a\\", "a ' is not closed"},
	{"postgres", `select "a`, `a " is not closed`},
	{"postgres", "select $a$ b", "a text in dollars is not closed"},
	{"postgres", "select 1 /* /* */", "a comment is not closed"},
	{"postgres", "select * into other from child", "it holds select … into"},
	{"postgres", "with a as (delete from child returning *) select * from a", "it holds delete"},
	{"postgres", "with a as not materialized /* */ (\nUPDATE child set b = 1 returning *) select * from a", "it holds update"}, //nolint:misspell // a keyword
	{"postgres", "with a as (select 1) insert /**/ into child select * from a", "it holds insert"},
	{"postgres", "select * from dblink('host=x', 'delete from y') as t(a int)", "it calls dblink"},
	{"postgres", "select [1]; delete", "there is text after the semicolon"},
	{"sqlserver", "select 1 delete from child", "it holds delete"},
	{"sqlserver", "select 1 exec sp_who", "it holds exec"},
	{"sqlserver", "select 1 Commit drop table child", "it holds commit"},
	{"sqlserver", "select 1 \u212aILL 5", "it holds kill"},
	{"sqlserver", "select * from openquery(other, 'delete from child')", "it holds openquery"},
	{"sqlserver", "select [a]] ; delete from child", "a [ is not closed"},
	{"sqlserver", "select q'[a]'; delete from child", "there is text after the semicolon"},
	{"oracle", "with function f return number is begin return 1; end; select f from dual", "there is text after the semicolon"},
	{"oracle", "select 1 /* /* */ ; delete from child -- */", "there is text after the semicolon"},
	{"oracle", "select q'[a]';b' from dual", "there is text after the semicolon"},
	{"oracle", "select q'", "a q'…' is not closed"},
	{"oracle", "begin null; end;", "it begins with neither select nor with"},
}

func TestGuard(t *testing.T) {
	for _, test := range accepted {
		want := test.sent
		if want == "" {
			want = test.query
		}
		if got, err := guard(test.driver, test.query); err != nil || got != want {
			t.Errorf("%s: %s: got %q, %v", test.driver, test.query, got, err)
		}
	}
	for _, test := range refused {
		_, err := guard(test.driver, test.query)
		var e *Error
		if !errors.As(err, &e) || e.What != Query || !strings.HasPrefix(e.Message, "refused before it was sent: "+test.want) {
			t.Errorf("%s: %s: got %v, want %s", test.driver, test.query, err, test.want)
		}
	}
}

// FuzzGuard looks for a text in which a second statement is taken for a part of the first. Whatever
// is accepted has to end outside of every quote and comment, so that a statement put behind it is
// seen, and must read the same when it is read again.
func FuzzGuard(f *testing.F) {
	for _, test := range accepted {
		f.Add(uint8(slices.Index(Drivers(), test.driver)), test.query)
	}
	for _, test := range refused {
		f.Add(uint8(slices.Index(Drivers(), test.driver)), test.query)
	}
	f.Fuzz(func(t *testing.T, number uint8, query string) {
		driver := Drivers()[int(number)%len(Drivers())]
		sent, err := guard(driver, query)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.What != Query || sent != "" {
				t.Fatalf("%q, %v", sent, err)
			}
			return
		}
		if !strings.Contains(query, sent) {
			t.Fatalf("%q is not a part of %q", sent, query)
		}
		if first := strings.ToLower(sent); !strings.HasPrefix(first, "select") && !strings.HasPrefix(first, "with") {
			t.Fatalf("%q begins with neither select nor with", sent)
		}
		if again, err := guard(driver, sent); err != nil || again != sent {
			t.Fatalf("%q read again: %q, %v", sent, again, err)
		}
		if again, err := guard(driver, "/* a; note */ "+sent+" ; -- note"); err != nil || again != sent {
			t.Fatalf("%q with notes: %q, %v", sent, again, err)
		}
		for _, more := range []string{"; delete from child", "\n;\nselect 1", ";'", ";/* */x"} {
			if _, err := guard(driver, sent+more); err == nil {
				t.Fatalf("%q was accepted with %q behind it", sent, more)
			}
		}
		if got := plainSemicolon(sent); got {
			t.Fatalf("%q has a semicolon and neither quote, dollar nor comment", sent)
		}
	})
}

// plainSemicolon says whether the text holds a semicolon that nothing can hide.
func plainSemicolon(text string) bool {
	return strings.Contains(text, ";") && !strings.ContainsAny(text, "'\"$[") && !strings.Contains(text, "--") && !strings.Contains(text, "/*")
}
