//! Files to attach: the upload in one piece.

use serde_json::{Value, json};

use crate::call::{Answer, Call, percent};
use crate::target::{Target, target};

/// The collection.
pub const ATTACHMENTS: &str = "/api/v1/attachments";

/// `Content-Disposition` with a name in any script (RFC 8187).
pub fn disposition(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", percent(name))
}

/// The call that uploads a file.
pub fn upload(name: &str, media_type: &str, bytes: &[u8]) -> Call {
    Call::post(ATTACHMENTS)
        .body(media_type, bytes)
        .header("content-disposition", &disposition(name))
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The id.
    pub id: String,
    /// The uploader's token.
    pub token: String,
    /// The bytes that were sent.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// Uploads a file.
    #[track_caller]
    pub fn create(name: &str, bytes: &[u8]) -> Self {
        Self::create_at(target(), name, bytes)
    }

    /// Uploads a file to an instance.
    #[track_caller]
    pub fn create_at(target: &Target, name: &str, bytes: &[u8]) -> Self {
        Self::read(&upload(name, "", bytes).send_to(target), bytes)
    }

    /// What a 201 says.
    #[track_caller]
    pub fn read(answer: &Answer, bytes: &[u8]) -> Self {
        assert_eq!(answer.status, 201, "{answer}");
        let created = answer.json();
        let text = |member: &str| created[member].as_str().unwrap().to_owned();
        Attachment {
            id: text("id"),
            token: text("upload_token"),
            bytes: bytes.to_vec(),
        }
    }

    /// How an appeal refers to it.
    pub fn reference(&self) -> Value {
        json!({ "id": self.id, "upload_token": self.token })
    }

    /// Its path.
    pub fn path(&self) -> String {
        format!("{ATTACHMENTS}/{}", self.id)
    }
}
