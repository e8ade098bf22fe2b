//! A form with files in it (RFC 7578).

use crate::call::Call;

const BOUNDARY: &str = "----otklik-tests-0123456789";

/// A `multipart/form-data` body being written.
#[derive(Clone, Default)]
pub struct Form {
    bytes: Vec<u8>,
}

impl Form {
    /// A form of values.
    pub fn new(pairs: &[(&str, &str)]) -> Self {
        pairs.iter().fold(Form::default(), |form, (name, value)| {
            form.value(name, value)
        })
    }

    /// Adds a value.
    pub fn value(self, name: &str, value: &str) -> Self {
        let head = format!("content-disposition: form-data; name=\"{name}\"");
        self.part(&head, value.as_bytes())
    }

    /// Adds a file.
    pub fn file(self, control: &str, name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "content-disposition: form-data; name=\"{control}\"; filename=\"{name}\"\r\n\
             content-type: {media_type}"
        );
        self.part(&head, bytes)
    }

    /// Adds a part with a head of one's own.
    pub fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        self.bytes
            .extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").bytes());
        self.bytes.extend(bytes);
        self.bytes.extend(b"\r\n");
        self
    }

    /// Sends the form with a call.
    pub fn with(mut self, call: Call) -> Call {
        self.bytes.extend(format!("--{BOUNDARY}--\r\n").bytes());
        call.body(
            &format!("multipart/form-data; boundary={BOUNDARY}"),
            self.bytes,
        )
    }
}
