//! Reading JSON from outside so that every fault is told at once, each with its JSON pointer.

use std::borrow::Cow;

use domain::Text;
use domain::appeal::FieldError;
use domain::text::clean;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Parses a document, refusing what serde_json would let pass: the same key twice in one object
/// (RFC 8259 4 leaves its meaning open, so two readers may understand two different appeals).
/// Nesting deeper than 128 and numbers beyond a double are refused by serde_json itself.
pub fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice::<Strict>(bytes).map(|strict| strict.0)
}

/// The document without its null members, for shapes that serde reads: a null is an absence.
pub fn without_nulls(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            for member in members.values_mut() {
                *member = without_nulls(member.take());
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = without_nulls(item.take());
            }
        }
        _ => {}
    }
    value
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Number::from_f64(v).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::String(v.to_owned()))
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::String(v))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((key, Strict(value))) = access.next_entry::<String, Strict>()? {
            if map.insert(key, value).is_some() {
                return Err(de::Error::custom("a key stands twice in one object"));
            }
        }
        Ok(Value::Object(map))
    }
}

/// A text without what nobody sees.
fn cleaned(text: String) -> String {
    match clean(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    }
}

/// An object being read. Texts come without what nobody sees ([`clean`]). Each member is asked for by name and type; a member of another type is a
/// fault at its pointer, and what nobody asked for is one too ([`Object::finish`]), so that a
/// misspelt name is not silently dropped.
pub struct Object<'a> {
    members: Map<String, Value>,
    pointer: String,
    faults: &'a mut Vec<FieldError>,
}

impl<'a> Object<'a> {
    /// Takes the document's root; [`None`], with a fault noted, when it is no object.
    pub fn root(value: Value, faults: &'a mut Vec<FieldError>) -> Option<Self> {
        Self::at(String::new(), value, faults)
    }

    fn at(pointer: String, value: Value, faults: &'a mut Vec<FieldError>) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Object {
                members,
                pointer,
                faults,
            }),
            _ => {
                faults.push(wrong_type(pointer, "объект", "an object"));
                None
            }
        }
    }

    fn pointer(&self, key: &str) -> String {
        // RFC 6901 3: `~` and `/` in a name are escaped.
        format!(
            "{}/{}",
            self.pointer,
            key.replace('~', "~0").replace('/', "~1")
        )
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.members.remove(key).filter(|value| !value.is_null())
    }

    /// A text, or [`None`] where it is absent, null, or of another type (a fault).
    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(cleaned(text)),
            _ => {
                let pointer = self.pointer(key);
                self.faults.push(wrong_type(pointer, "строка", "a string"));
                None
            }
        }
    }

    /// A text that may be taken away: null is an empty text, and absent is [`None`].
    pub fn nullable_text(&mut self, key: &str) -> Option<String> {
        if self.members.get(key).is_some_and(Value::is_null) {
            self.members.remove(key);
            return Some(String::new());
        }
        self.text(key)
    }

    /// Whether a member is there, not null.
    pub fn has(&self, key: &str) -> bool {
        self.members.get(key).is_some_and(|value| !value.is_null())
    }

    /// `true` or `false`; false where it is absent.
    pub fn boolean(&mut self, key: &str) -> bool {
        match self.take(key) {
            None => false,
            Some(Value::Bool(value)) => value,
            Some(_) => {
                let pointer = self.pointer(key);
                self.faults
                    .push(wrong_type(pointer, "true или false", "true or false"));
                false
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &str) -> Option<i64> {
        let value = self.take(key)?;
        let integer = value.as_i64();
        if integer.is_none() {
            let pointer = self.pointer(key);
            self.faults
                .push(wrong_type(pointer, "целое число", "a whole number"));
        }
        integer
    }

    /// An object inside, read by `read`.
    pub fn object<T>(&mut self, key: &str, read: impl FnOnce(&mut Object<'_>) -> T) -> Option<T> {
        let value = self.take(key)?;
        let pointer = self.pointer(key);
        let mut object = Object::at(pointer, value, self.faults)?;
        let out = read(&mut object);
        object.finish();
        Some(out)
    }

    /// A list of objects, each read by `read`.
    pub fn objects<T>(&mut self, key: &str, mut read: impl FnMut(&mut Object<'_>) -> T) -> Vec<T> {
        let pointer = self.pointer(key);
        let mut out = Vec::new();
        for (index, value) in self.list(key).into_iter().enumerate() {
            if let Some(mut object) = Object::at(format!("{pointer}/{index}"), value, self.faults) {
                out.push(read(&mut object));
                object.finish();
            }
        }
        out
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let pointer = self.pointer(key);
        let mut out = Vec::new();
        for (index, value) in self.list(key).into_iter().enumerate() {
            match value {
                Value::String(text) => out.push(cleaned(text)),
                _ => self.faults.push(wrong_type(
                    format!("{pointer}/{index}"),
                    "строка",
                    "a string",
                )),
            }
        }
        out
    }

    fn list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                let pointer = self.pointer(key);
                self.faults.push(wrong_type(pointer, "список", "a list"));
                Vec::new()
            }
        }
    }

    /// The members whose names are data themselves: texts, or numbers and booleans taken as their text.
    pub fn all_texts(&mut self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (key, value) in std::mem::take(&mut self.members) {
            match value {
                Value::String(text) => out.push((key, cleaned(text))),
                Value::Number(number) => out.push((key, number.to_string())),
                Value::Bool(value) => out.push((key, value.to_string())),
                Value::Null => {}
                _ => {
                    let pointer = self.pointer(&key);
                    self.faults.push(wrong_type(pointer, "строка", "a string"));
                }
            }
        }
        out
    }

    /// Notes every member that nobody asked for; a null is none.
    pub fn finish(self) {
        let members = self.members.iter().filter(|(_, value)| !value.is_null());
        let mut names: Vec<&String> = members.map(|(name, _)| name).collect();
        names.sort();
        for name in names {
            let pointer = self.pointer(name);
            self.faults.push(FieldError::new(
                pointer,
                "unknown_field",
                "Такого поля нет. Проверьте его имя.",
                "There is no such field. Check its name.",
            ));
        }
    }
}

fn wrong_type(pointer: String, ru: &str, en: &str) -> FieldError {
    let text = Text::new(
        format!("Здесь должно быть: {ru}."),
        format!("This must be {en}."),
    );
    FieldError::with_text(pointer, "wrong_type", text)
}
