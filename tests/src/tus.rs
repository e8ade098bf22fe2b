//! Resumable uploads (tus 1.0.0).

use crate::attachment::{ATTACHMENTS, Attachment};
use crate::call::{Answer, Call};
use crate::target::{Target, target};

/// A call in tus's protocol.
pub fn call(method: &str, path: &str) -> Call {
    Call::new(method, path).header("tus-resumable", "1.0.0")
}

/// The call that begins the upload of a JPEG named `photo.jpg`.
pub fn creation(length: &str) -> Call {
    call("POST", ATTACHMENTS)
        .body("", Vec::new())
        .header("upload-length", length)
        .header(
            "upload-metadata",
            "filename cGhvdG8uanBn,filetype aW1hZ2UvanBlZw==",
        )
}

/// Begins an upload of these bytes.
#[track_caller]
pub fn begin(bytes: &[u8]) -> Attachment {
    begin_at(target(), bytes)
}

/// Begins an upload of these bytes at an instance.
#[track_caller]
pub fn begin_at(target: &Target, bytes: &[u8]) -> Attachment {
    let call = creation(&bytes.len().to_string());
    let answer = call.send_to(target).expect(201);
    let id = answer.header("location").rsplit('/').next().unwrap();
    let token = answer.header("otklik-upload-token");
    assert!(!id.is_empty() && !token.is_empty(), "{answer}");
    Attachment {
        id: id.to_owned(),
        token: token.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Sends a piece.
#[track_caller]
pub fn append(upload: &Attachment, offset: usize, piece: &[u8]) -> Answer {
    append_at(target(), upload, offset, piece)
}

/// Sends a piece to an instance.
#[track_caller]
pub fn append_at(target: &Target, upload: &Attachment, offset: usize, piece: &[u8]) -> Answer {
    call("PATCH", &upload.path())
        .header("otklik-upload-token", &upload.token)
        .header("upload-offset", &offset.to_string())
        .body("application/offset+octet-stream", piece)
        .send_to(target)
}

/// Where the upload stands.
#[track_caller]
pub fn offset(upload: &Attachment) -> usize {
    offset_at(target(), upload)
}

/// Where the upload stands at an instance.
#[track_caller]
pub fn offset_at(target: &Target, upload: &Attachment) -> usize {
    let call = call("HEAD", &upload.path()).header("otklik-upload-token", &upload.token);
    let answer = call.send_to(target).expect(200);
    let length = upload.bytes.len().to_string();
    assert_eq!(answer.header("upload-length"), length);
    answer.header("upload-offset").parse().unwrap()
}
