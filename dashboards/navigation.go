package dashboards

// navItem is a link of the navigation. Current is empty, "page" for the page itself, or "true" for the section
// that the page belongs to.
type navItem struct{ Href, Text, Current string }

// Nav lists the pages that every page links to, in one order that never changes: nothing moves from page to
// page. A page that all authorities of an edition share links to the list of them instead of to one.
func (l layout) Nav() []navItem {
	var out []navItem
	add := func(section, href, text string) {
		item := navItem{Href: href, Text: text}
		switch {
		case l.Section != section:
		case l.Within:
			item.Current = "true"
		default:
			item.Current = "page"
		}
		out = append(out, item)
	}
	if l.Several {
		add("areas", l.Root+"index.html", "Authorities")
	}
	if l.Area != "" {
		add("overview", l.Home+"index.html", "Overview")
		add("themes", l.Home+"theme/index.html", "Themes")
		add("workforce", l.Home+"workforce.html", "Workforce")
		add("money", l.Home+"money.html", "Money")
		if l.Private {
			add("teams", l.Home+"team/index.html", "Teams")
		}
		add("quality", l.Home+"data-quality.html", "Data quality")
		add("comparators", l.Home+"comparators.html", "Comparators")
	}
	add("methods", l.Root+methodFolder+"index.html", "Methods")
	if l.Area != "" {
		add("about", l.Home+"about.html", "About")
	}
	return out
}

// within marks a page as one below the page that the navigation links to.
func (l layout) within() layout {
	l.Within = true
	return l
}
