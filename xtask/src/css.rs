//! Makes a style sheet smaller without changing what it says: no comments, no needless space.

/// Removes comments, joins runs of white space, and drops it beside `{ } ; ,`. Quoted text stays as it is.
pub(crate) fn minify(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            push_space(&mut small);
        } else if first == '"' || first == '\'' {
            let end = quoted_length(rest, first);
            small.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if first.is_whitespace() {
            rest = rest.trim_start();
            push_space(&mut small);
        } else {
            if matches!(first, '{' | '}' | ';' | ',') {
                small.truncate(small.trim_end_matches(' ').len());
            }
            small.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    small.truncate(small.trim_end().len());
    small
}

fn push_space(small: &mut String) {
    if !small.is_empty() && !small.ends_with([' ', '{', '}', ';', ',']) {
        small.push(' ');
    }
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_and_needless_space_go() {
        check("/* a */\nbody {\n  margin: 0;\n  color: red;\n}\n", "body{margin: 0;color: red;}");
        check("a:hover > b ,\n c { }", "a:hover > b,c{}");
        check("a/* between */b{}", "a b{}");
    }

    #[test]
    fn meaningful_space_and_quotes_stay() {
        check(".a .b :is(p){width:calc(1px + 2px)}", ".a .b :is(p){width:calc(1px + 2px)}");
        check(r#"q { content: "/* { } \" ;  */"; }"#, r#"q{content: "/* { } \" ;  */";}"#);
        check("a{b:c} /* never closed", "a{b:c}");
    }

    fn check(css: &str, expected: &str) {
        assert_eq!(minify(css), expected);
    }
}
