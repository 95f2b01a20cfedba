use proptest::prelude::*;

use super::*;

fn property(key: &str, json: &str) -> Property {
    let value = serde_json::value::RawValue::from_string(json.to_owned()).expect("it is JSON");
    Property { key: key.to_owned(), value }
}

fn tree(properties: &[Property]) -> Tree {
    let mut tree = Tree::new(Zone::utc());
    let all = properties.iter().map(|it| (it, Remark::default()));
    tree.add_section(Section::Properties, all);
    tree
}

/// The paths of the lines, `…` for what is not shown.
fn lines(tree: &mut Tree, folds: &Folds) -> Vec<String> {
    let rows = tree.clone().rows(folds);
    assert_eq!(rows, tree.rows(folds), "reading on demand changes nothing");
    assert_eq!(rows, tree.rows(folds), "nor does reading again");
    let line = |row: &Row| match row {
        Row::Node(at) => tree.path(*at).unwrap_or_else(|| "#".to_owned()),
        Row::More(at) => format!("…{}", tree.hidden(*at)),
        Row::Full => "full".to_owned(),
    };
    rows.iter().map(line).collect()
}

fn node_at(tree: &Tree, path: &str) -> usize {
    let all = 0..tree.nodes.len();
    all.into_iter().find(|at| tree.path(*at).as_deref() == Some(path)).expect("it is there")
}

#[test]
fn what_is_small_is_open_and_what_is_folded_stays_folded_in_the_next_event() {
    let one = [property("a", r#"{"b":[1,{}],"c":"x"}"#), property("d", "1")];
    let mut tree_of_one = tree(&one);
    let mut folds = Folds::default();
    let shown = lines(&mut tree_of_one, &folds);
    assert_eq!(
        shown,
        ["#", "prop.a", "prop.a.b", "prop.a.b[0]", "prop.a.b[1]", "prop.a.c", "prop.d"]
    );
    let b = node_at(&tree_of_one, "prop.a.b");
    folds.set(tree_of_one.get(b).expect("a node"), false);
    assert_eq!(lines(&mut tree_of_one, &folds), ["#", "prop.a", "prop.a.b", "prop.a.c", "prop.d"]);
    let mut other = tree(&[property("z", "0"), property("a", r#"{"b":{"q":7}}"#)]);
    assert_eq!(lines(&mut other, &folds), ["#", "prop.z", "prop.a", "prop.a.b"]);
}

#[test]
fn json_in_a_string_folds_as_json_does() {
    let inner = serde_json::to_string(r#"{"k":[1,2]}"#).expect("a string");
    let mut tree = tree(&[property("s", &inner)]);
    let shown = lines(&mut tree, &Folds::default());
    assert_eq!(shown, ["#", "prop.s", "prop.s.k", "prop.s.k[0]", "prop.s.k[1]"]);
    assert!(tree.get(node_at(&tree, "prop.s")).is_some_and(|node| node.held));
    let mut json = "[1]".to_owned();
    for _ in 0..9 {
        json = serde_json::to_string(&[json]).expect("an array of a string");
    }
    let mut deep = self::tree(&[property("s", &json)]);
    let mut folds = Folds::default();
    for _ in 0..40 {
        lines(&mut deep, &folds);
        let last = deep.nodes.last().expect("a node").clone();
        folds.set(&last, true);
    }
    assert_eq!(deep.nodes.iter().filter(|node| node.held).count(), usize::from(UNPACKED));
}

#[test]
fn a_hundred_thousand_values_are_shown_in_parts() {
    let json = format!("[{}1]", "1,".repeat(99_999));
    let mut tree = tree(&[property("many", &json)]);
    let mut folds = Folds::default();
    assert_eq!(lines(&mut tree, &folds), ["#", "prop.many"]);
    let many = node_at(&tree, "prop.many");
    folds.set(tree.get(many).expect("a node"), true);
    let shown = lines(&mut tree, &folds);
    assert_eq!((shown.len(), shown.last().map(String::as_str)), (2 + PAGE + 1, Some("…99800")));
    tree.show_more(many);
    assert_eq!(lines(&mut tree, &folds).len(), 2 + 2 * PAGE + 1);
    for _ in 0..20 {
        tree.show_more(many);
    }
    assert_eq!(lines(&mut tree, &folds).len(), ROWS + 1);
}

#[test]
fn nesting_ends_somewhere() {
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let mut tree = tree(&[property("deep", &json)]);
    let mut folds = Folds::default();
    for _ in 0..DEEPEST + 5 {
        lines(&mut tree, &folds);
        let last = tree.nodes.last().expect("a node").clone();
        folds.set(&last, true);
    }
    assert_eq!(lines(&mut tree, &folds).len(), DEEPEST + 1);
}

#[test]
fn a_value_has_a_field_where_a_filter_can_say_its_path() {
    let held = serde_json::to_string(r#"{"k":1}"#).expect("a string");
    let own = [property("a", r#"{"b":{"c":1},"l":[1]}"#), property("s", &held)];
    let mut tree = tree(&own);
    let measured = [property("m", r#"{"x":1}"#)];
    tree.add_section(Section::Measurements, measured.iter().map(|it| (it, Remark::default())));
    lines(&mut tree, &Folds::default());
    let field = |path: &str| tree.field(node_at(&tree, path)).map(|field| field.to_string());
    assert_eq!(field("prop.a.b.c").as_deref(), Ok("prop.a.b.c"));
    assert_eq!(field("prop.a").as_deref(), Ok("prop.a"));
    assert_eq!(field("m.m").as_deref(), Ok("m.m"));
    assert!(field("prop.a.l[0]").is_err_and(|why| why.contains("arrays")));
    assert!(field("prop.s.k").is_err_and(|why| why.contains("string")));
    assert!(field("m.m.x").is_err_and(|why| why.contains("own properties")));
    assert!(tree.field(0).is_err_and(|why| why.contains("heading")));
}

#[test]
fn a_payload_that_is_cut_shows_what_can_be_read() {
    let mut tree = Tree::new(Zone::utc());
    assert!(tree.add_readable(r#"{"properties":{"a":"one","b":"tw"#));
    let shown = lines(&mut tree, &Folds::default());
    assert_eq!(shown, ["#", "any.properties", "any.properties.a", "any.properties.b"]);
    let cut = tree.get(node_at(&tree, "any.properties.b")).expect("a node");
    assert!(!cut.whole && cut.text() == "tw");
    assert!(!Tree::new(Zone::utc()).add_readable("no object"));
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z\"\\\\{}\u{1b}日]{0,6}".prop_map(Value::from),
        "[a-z]{1,3}".prop_map(|text| Value::from(format!("{{\"{text}\":[1]}}"))),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-c\".]{0,2}", inner), 0..6).prop_map(Value::from_iter),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_folded_every_value_stands_in_one_line(
        values in prop::collection::vec(json(), 0..5),
        toggled in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let properties: Vec<Property> = values
            .iter()
            .enumerate()
            .map(|(at, value)| property(&format!("k{at}"), &value.to_string()))
            .collect();
        let mut tree = tree(&properties);
        let mut folds = Folds::default();
        for toggle in toggled {
            let rows = tree.rows(&folds);
            if rows.is_empty() {
                break;
            }
            if let Row::Node(at) = rows[toggle.index(rows.len())] {
                let node = tree.get(at).expect("a line's node").clone();
                folds.set(&node, !folds.is_open(&node));
            }
        }
        let rows = tree.rows(&folds);
        let mut seen = std::collections::HashSet::new();
        for row in &rows {
            let Row::Node(at) = *row else { continue };
            prop_assert!(seen.insert(at), "a value stands in two lines");
            let node = tree.get(at).expect("a line's node");
            let _ = (tree.path(at), tree.field(at), node.text());
            if let Some(parent) = tree.parent(at) {
                prop_assert!(seen.contains(&parent), "what is above a value stands above it");
                prop_assert!(folds.is_open(tree.get(parent).expect("a node")));
            }
            if folds.is_open(node) {
                prop_assert_eq!(node.children.len(), node.count);
            }
        }
    }

    #[test]
    fn any_text_that_should_be_an_object_is_taken(text in "[\\[\\]{}:,\"\\\\ a1é\\n]{0,60}") {
        let mut tree = Tree::new(Zone::utc());
        let is_read = tree.add_readable(&text);
        prop_assert_eq!(is_read, !tree.rows(&Folds::default()).is_empty());
    }
}
