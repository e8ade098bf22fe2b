//! Files of an appeal: up in one piece, down as they were, and whose they are.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{ATTACHMENTS, Attachment, disposition, upload};
use otklik_tests::call::Call;
use otklik_tests::wire::Wire;
use otklik_tests::{document, image};
use serde_json::{Value, json};

const MIB: usize = 1024 * 1024;

#[track_caller]
fn check(name: &str, media_type: &str, bytes: &[u8]) {
    let created = upload(name, media_type, bytes).send().expect(201);
    let told = created.json();
    assert_eq!(
        (&told["name"], &told["media_type"]),
        (&json!(name), &json!(media_type))
    );
    assert_eq!(told["size_bytes"], bytes.len());
    let file = Attachment::read(&created, bytes);
    assert_eq!(created.header("location"), file.path());
    let appeal = Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
    let path = appeal.path(&format!("/attachments/{}", file.id));
    for call in [
        Call::get(&path).code(&appeal.code),
        Call::get(&path).staff(),
    ] {
        let answer = call.send().expect(200);
        assert!(answer.body == bytes, "{name} comes back byte for byte");
        assert_eq!(answer.header("content-type"), media_type);
        assert_eq!(answer.header("content-length"), bytes.len().to_string());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let expected = disposition(name)
            .split("filename*=")
            .nth(1)
            .unwrap()
            .to_owned();
        let given = answer.header("content-disposition");
        assert!(given.starts_with("attachment;"), "{given}");
        let named = given.split("filename*=").nth(1).unwrap_or_default();
        assert_eq!(
            percent_decoded(named),
            percent_decoded(&expected),
            "{given}"
        );
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox"),
            "{policy}"
        );
        let again = Call::get(&path)
            .code(&appeal.code)
            .header("if-none-match", answer.header("etag"));
        assert!(again.send().expect(304).body.is_empty());
    }
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}

#[test]
fn every_accepted_kind_comes_back_byte_for_byte() {
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    check(
        "Заявление № 5 (копия).pdf",
        "application/pdf",
        &document::pdf("a"),
    );
    check("письмо.doc", "application/msword", &document::doc());
    check("жалоба, «срочно».docx", docx, &document::docx("Жалоба"));
    check("Яма у дома 5.jpg", "image/jpeg", &image::photo(5000, 1));
    check("scan.PNG", "image/png", &image::png());
    check("図.gif", "image/gif", &image::gif());
}

#[test]
fn a_file_of_many_pieces_comes_back_byte_for_byte() {
    // One below, at and above the size of a stored piece, and the largest there is.
    for size in [MIB - 1, MIB, MIB + 1, 10 * MIB] {
        check(
            "большое фото.jpg",
            "image/jpeg",
            &image::photo(size, size as u64),
        );
    }
}

#[test]
fn a_file_a_byte_too_large_is_refused() {
    let large = image::photo(10 * MIB + 1, 3);
    let mut wire = Wire::open();
    let length = large.len().to_string();
    let name = disposition("фото.jpg");
    wire.head(
        &format!("POST {ATTACHMENTS}"),
        &[
            ("content-length", &length),
            ("content-type", "image/jpeg"),
            ("content-disposition", &name),
        ],
    );
    // The length alone decides: not a byte of the file is sent.
    let answer = wire.answer();
    assert_eq!(answer.status, 413, "{answer}");
    assert_eq!(answer.json()["code"], "file_too_large");
}

#[test]
fn a_file_of_unknown_length_is_refused_at_the_first_byte_over() {
    let photo = image::photo(10 * MIB, 4);
    let mut wire = Wire::open();
    let name = disposition("фото.jpg");
    wire.head(
        &format!("POST {ATTACHMENTS}"),
        &[
            ("transfer-encoding", "chunked"),
            ("content-type", "image/jpeg"),
            ("content-disposition", &name),
        ],
    );
    for piece in photo.chunks(64 * 1024) {
        wire.try_chunk(piece).unwrap();
    }
    // One byte more, and the answer comes although the body has not ended.
    wire.try_chunk(b"!").unwrap();
    let answer = wire.answer();
    assert_eq!(answer.status, 413, "{answer}");
    assert_eq!(answer.json()["code"], "file_too_large");
}

#[test]
fn an_uploader_takes_a_file_back() {
    let file = Attachment::create("яма.jpg", &image::small_photo(8));
    let other = Attachment::create("яма.jpg", &image::small_photo(8));
    let delete = |path: &str, token: &str| {
        Call::new("DELETE", path)
            .header("otklik-upload-token", token)
            .send()
    };
    delete(&file.path(), "wrong").problem(404, "not_found");
    delete(&file.path(), &other.token).problem(404, "not_found");
    Call::new("DELETE", file.path())
        .send()
        .problem(404, "not_found");
    delete(
        "/api/v1/attachments/00000000-0000-7000-8000-000000000000",
        &file.token,
    )
    .problem(404, "not_found");
    delete("/api/v1/attachments/no-uuid", &file.token).problem(404, "not_found");
    let gone = delete(&file.path(), &file.token).expect(204);
    assert!(gone.body.is_empty());
    delete(&file.path(), &file.token).problem(404, "not_found");
    let body = appeal::with("/attachments", vec![file.reference()]);
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/attachments/0/id attachment_unknown"]
    );
}

#[test]
fn what_is_attached_stays() {
    let file = Attachment::create("яма.jpg", &image::small_photo(9));
    let appeal = Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
    let delete = Call::new("DELETE", file.path()).header("otklik-upload-token", &file.token);
    delete.send().problem(409, "attachment_in_use");
    let path = appeal.path(&format!("/attachments/{}", file.id));
    assert!(Call::get(path).code(&appeal.code).send().expect(200).body == file.bytes);
}

#[test]
fn a_file_belongs_to_one_appeal() {
    let file = Attachment::create("яма.jpg", &image::small_photo(10));
    let body = appeal::with("/attachments", vec![file.reference()]);
    let first = Appeal::create_as(&body);
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/attachments/0/id attachment_unknown"]
    );
    // Nor is it seen through another appeal.
    let second = Appeal::create();
    let path = |appeal: &Appeal| appeal.path(&format!("/attachments/{}", file.id));
    Call::get(path(&second))
        .code(&second.code)
        .send()
        .problem(404, "not_found");
    Call::get(path(&second))
        .staff()
        .send()
        .problem(404, "not_found");
    Call::get(path(&first)).code(&first.code).send().expect(200);
}

#[test]
fn a_file_is_attached_by_its_uploader_only() {
    let file = Attachment::create("яма.jpg", &image::small_photo(11));
    let other = Attachment::create("яма.jpg", &image::small_photo(12));
    for reference in [
        json!({ "id": file.id, "upload_token": other.token }),
        json!({ "id": file.id, "upload_token": "" }),
        json!({ "id": file.id }),
        json!({ "id": "00000000-0000-7000-8000-000000000000", "upload_token": file.token }),
        json!({ "id": "../../etc/passwd", "upload_token": file.token }),
    ] {
        let body = appeal::with("/attachments", json!([reference]));
        let faults = appeal::creation(&body).send().faults();
        assert_eq!(
            faults,
            ["/attachments/0/id attachment_unknown"],
            "{reference}"
        );
    }
    let twice = appeal::with("/attachments", vec![file.reference(), file.reference()]);
    assert_eq!(
        appeal::creation(&twice).send().faults(),
        ["/attachments/1/id attachment_duplicate"]
    );
}

#[test]
fn twenty_files_are_taken_and_no_more() {
    let files: Vec<Attachment> = (0..21)
        .map(|seed| Attachment::create(&format!("{seed}.jpg"), &image::small_photo(seed)))
        .collect();
    let references: Vec<Value> = files.iter().map(Attachment::reference).collect();
    let body = appeal::with("/attachments", references.clone());
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/attachments attachments_count"]
    );
    let appeal = Appeal::create_as(&appeal::with("/attachments", references[..20].to_vec()));
    let card = appeal.card();
    let names: Vec<String> = (0..20).map(|seed| format!("{seed}.jpg")).collect();
    let kept: Vec<&Value> = card["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["name"])
        .collect();
    assert_eq!(
        kept,
        names.iter().collect::<Vec<_>>(),
        "in the order of the request"
    );
}

#[test]
fn thirty_mebibytes_are_taken_and_no_more() {
    let sizes = [10 * MIB, 10 * MIB, 10 * MIB - 200, 200, 201];
    let files: Vec<Attachment> = sizes
        .iter()
        .zip(30..)
        .map(|(size, seed)| Attachment::create("фото.jpg", &image::photo(*size, seed)))
        .collect();
    let of = |chosen: &[usize]| {
        let references: Vec<Value> = chosen
            .iter()
            .map(|index| files[*index].reference())
            .collect();
        appeal::creation(&appeal::with("/attachments", references)).send()
    };
    assert_eq!(
        of(&[0, 1, 2, 4]).faults(),
        ["/attachments attachments_size"]
    );
    of(&[0, 1, 2, 3]).expect(201);
}
