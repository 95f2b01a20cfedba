//! Theme files: TOML → a theme, with errors that say what to mend.
//!
//! A file sets roles under `[roles]`. With `extends = "dark"` it gives only differences, each a
//! role as a whole; without, it must set every role.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::super::nearest::nearest;
use super::listing::{file_of, is_path, listed};
use super::{Attribute, Color, Kind, Role, Style, Theme, ThemeError};

/// No theme is larger.
const LIMIT: u64 = 1 << 20;

/// The theme that `name_or_path` means.
pub(super) fn load(name_or_path: &str, config_dirs: &[PathBuf]) -> Result<Theme, ThemeError> {
    Loading { config_dirs, open: Vec::new() }.theme(name_or_path)
}

/// The theme in `text`, which extends nothing.
pub(super) fn parse_whole(file: &Path, name: &str, text: &str) -> Result<Theme, ThemeError> {
    let table = table(file, text)?;
    let mut theme = Theme::plain(name);
    let set = apply(file, &table, &mut theme)?;
    let missing: Vec<_> =
        Role::ALL.iter().filter(|r| !set.contains(r)).map(|r| r.as_str()).collect();
    if missing.is_empty() {
        return Ok(theme);
    }
    Err(ThemeError::Missing { file: file.to_owned(), roles: missing.join(", ") })
}

/// A theme being loaded, with the files that extend each other on the way.
struct Loading<'a> {
    config_dirs: &'a [PathBuf],
    open: Vec<PathBuf>,
}

impl Loading<'_> {
    fn theme(&mut self, name: &str) -> Result<Theme, ThemeError> {
        let file = self.file_of(name);
        if let Some(open) = file.as_ref().filter(|file| self.open.contains(file)) {
            // A person's own `dark` may extend the built-in one of that name.
            let own_name = open.file_stem().is_some_and(|stem| stem == name);
            let built_in = Theme::builtin(name).filter(|_| own_name);
            return built_in
                .ok_or_else(|| ThemeError::Circle { file: open.clone(), name: name.to_owned() });
        }
        match file {
            Some(file) => self.file(&file),
            None => Theme::builtin(name).ok_or_else(|| self.not_found(name)),
        }
    }

    fn file(&mut self, file: &Path) -> Result<Theme, ThemeError> {
        let text = read(file)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let table = table(file, &text)?;
        let Some(base) = table.get("extends") else {
            return parse_whole(file, &name, &text);
        };
        let base = base.as_str().ok_or_else(|| type_error(file, "extends", "a theme's name"))?;
        self.open.push(file.to_owned());
        let mut theme = self.theme(base)?;
        theme.name = name;
        apply(file, &table, &mut theme)?;
        Ok(theme)
    }

    /// The file that `name` means, if it means one; a path may be beside the theme that extends it.
    fn file_of(&self, name: &str) -> Option<PathBuf> {
        let beside = self.open.last().and_then(|file| file.parent()).map(|dir| dir.join(name));
        match beside.filter(|path| is_path(name) && path.exists()) {
            Some(path) => Some(path.canonicalize().unwrap_or(path)),
            None => file_of(name, self.config_dirs),
        }
    }

    fn not_found(&self, name: &str) -> ThemeError {
        let known = listed(self.config_dirs);
        let names = known.iter().map(|theme| theme.name.as_str());
        ThemeError::NotFound {
            name: name.to_owned(),
            nearest: nearest(name, names).map(str::to_owned),
        }
    }
}

pub(super) fn read(file: &Path) -> Result<String, ThemeError> {
    let failed = |source| ThemeError::Read { file: file.to_owned(), source };
    let mut text = String::new();
    File::open(file).and_then(|f| f.take(LIMIT + 1).read_to_string(&mut text)).map_err(failed)?;
    if text.len() as u64 > LIMIT {
        return Err(failed(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "it is no theme: too large",
        )));
    }
    Ok(text)
}

fn table(file: &Path, text: &str) -> Result<Table, ThemeError> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let what = error.message().replace('\n', ", ");
        ThemeError::Syntax { file: file.to_owned(), line, column, what }
    })
}

/// Sets the roles of `table` in `theme`; which they were.
fn apply(file: &Path, table: &Table, theme: &mut Theme) -> Result<Vec<Role>, ThemeError> {
    const KEYS: [&str; 4] = ["extends", "kind", "background", "roles"];
    if let Some(word) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let hint = "a theme has extends, kind, background and [roles]".to_owned();
        return Err(unknown(file, "key of a theme", word, KEYS.into_iter(), hint));
    }
    if let Some(value) = table.get("kind") {
        theme.kind = Some(kind(file, value)?);
    }
    if let Some(value) = table.get("background") {
        theme.background = Some(color(file, "background", value)?);
    }
    let nothing = Value::Table(Table::new());
    let roles = table.get("roles").unwrap_or(&nothing);
    let roles = roles.as_table().ok_or_else(|| type_error(file, "roles", "a table: [roles]"))?;
    let mut set = Vec::with_capacity(roles.len());
    for (word, value) in roles {
        let role = Role::named(word).ok_or_else(|| {
            let known = Role::ALL.into_iter().map(Role::as_str);
            let all: Vec<_> = known.clone().collect();
            unknown(file, "role", word, known, format!("the roles are {}", all.join(", ")))
        })?;
        theme.styles[role.index()] = style(file, role, value)?;
        set.push(role);
    }
    Ok(set)
}

fn kind(file: &Path, value: &Value) -> Result<Kind, ThemeError> {
    let named = |kind: &Kind| value.as_str() == Some(kind.as_str());
    let wanted = "\"dark\" or \"light\"";
    [Kind::Dark, Kind::Light]
        .into_iter()
        .find(named)
        .ok_or_else(|| type_error(file, "kind", wanted))
}

fn style(file: &Path, role: Role, value: &Value) -> Result<Style, ThemeError> {
    let wanted = "a style such as { fg = \"#ff8800\", bold = true }";
    let table = value.as_table().ok_or_else(|| type_error(file, role.as_str(), wanted))?;
    let mut style = Style::default();
    for (key, value) in table {
        let at = format!("{}.{key}", role.as_str());
        match key.as_str() {
            "fg" => style.fg = Some(color(file, &at, value)?),
            "bg" => style.bg = Some(color(file, &at, value)?),
            _ => {
                let Some(attribute) = Attribute::ALL.into_iter().find(|a| a.as_str() == key) else {
                    let known =
                        ["fg", "bg"].into_iter().chain(Attribute::ALL.map(Attribute::as_str));
                    let all: Vec<_> = known.clone().collect();
                    let hint = format!("a style has {}", all.join(", "));
                    return Err(unknown(file, "key of a style", &at, known, hint));
                };
                let on = value.as_bool().ok_or_else(|| type_error(file, &at, "true or false"))?;
                if on {
                    style.attributes = style.attributes.with(attribute);
                }
            }
        }
    }
    Ok(style)
}

fn color(file: &Path, at: &str, value: &Value) -> Result<Color, ThemeError> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        _ => return Err(type_error(file, at, "a colour: \"#rrggbb\", a name, or 0 to 255")),
    };
    Color::parse(&text).ok_or_else(|| {
        let hint = format!("write {at} as \"#rrggbb\", a name such as \"bright-red\", or 0 to 255");
        unknown(file, "colour", &text, Color::names(), hint)
    })
}

fn type_error(file: &Path, key: &str, wanted: &'static str) -> ThemeError {
    ThemeError::Type { file: file.to_owned(), key: key.to_owned(), wanted }
}

fn unknown<'a>(
    file: &Path,
    kind: &'static str,
    word: &str,
    known: impl Iterator<Item = &'a str>,
    hint: String,
) -> ThemeError {
    // The role before the dot is no part of what was misspelled.
    let bare = word.rsplit('.').next().unwrap_or(word);
    let nearest = nearest(bare, known).map(str::to_owned);
    ThemeError::Unknown { file: file.to_owned(), kind, word: word.to_owned(), nearest, hint }
}
