//! The templates of client/ui: `{{name}}` stands for a packaged file's address or another known value.

use std::collections::BTreeMap;

use crate::failure::{Failure, Outcome};

/// Fills every `{{name}}`; a name that nothing has is a mistake in the template.
pub(crate) fn fill(template: &str, value_by_name: &BTreeMap<String, String>) -> Outcome<String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or_else(|| Failure::new("a `{{` is never closed"))?;
        let value = value_by_name.get(name.trim());
        filled.push_str(before);
        filled.push_str(
            value.ok_or_else(|| Failure::new(format!("nothing is packaged as `{}`", name.trim())))?,
        );
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Drops `<!-- … -->` and the empty lines they leave.
pub(crate) fn without_html_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    without_lines(&kept, |line| line.is_empty())
}

/// Drops lines that hold nothing but a `//` comment; our own scripts have no others.
pub(crate) fn without_js_comments(script: &str) -> String {
    without_lines(script, |line| line.is_empty() || line.starts_with("//"))
}

fn without_lines(text: &str, is_dropped: impl Fn(&str) -> bool) -> String {
    let lines = text.lines().filter(|line| !is_dropped(line.trim()));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_unknown_ones_are_refused() {
        let values = BTreeMap::from([("app.css".to_owned(), "app.1.css".to_owned())]);
        assert_eq!(fill("<{{app.css}}>{{ app.css }}", &values).ok().as_deref(), Some("<app.1.css>app.1.css"));
        assert!(fill("{{other}}", &values).is_err());
        assert!(fill("{{app.css", &values).is_err());
    }

    #[test]
    fn comments_go_and_the_rest_stays() {
        assert_eq!(without_html_comments("<!-- a\nb -->\n<p>\n<!-- c -->x</p>"), "<p>\nx</p>\n");
        assert_eq!(without_js_comments("// a\n  // b\nc(\"//d\");\n"), "c(\"//d\");\n");
    }
}
