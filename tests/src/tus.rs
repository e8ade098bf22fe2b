//! Resumable uploads (tus 1.0.0).

use crate::attachment::{ATTACHMENTS, Attachment};
use crate::call::{Answer, Call};

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
    let answer = creation(&bytes.len().to_string()).send().expect(201);
    let id = answer
        .header("location")
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let token = answer.header("otklik-upload-token").to_owned();
    assert!(!id.is_empty() && !token.is_empty(), "{answer}");
    Attachment {
        id,
        token,
        bytes: bytes.to_vec(),
    }
}

/// Sends a piece.
#[track_caller]
pub fn append(upload: &Attachment, offset: usize, piece: &[u8]) -> Answer {
    call("PATCH", &upload.path())
        .header("otklik-upload-token", &upload.token)
        .header("upload-offset", &offset.to_string())
        .body("application/offset+octet-stream", piece)
        .send()
}

/// Where the upload stands.
#[track_caller]
pub fn offset(upload: &Attachment) -> usize {
    let call = call("HEAD", &upload.path()).header("otklik-upload-token", &upload.token);
    let answer = call.send().expect(200);
    assert_eq!(
        answer.header("upload-length"),
        upload.bytes.len().to_string()
    );
    answer.header("upload-offset").parse().unwrap()
}
