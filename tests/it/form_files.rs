//! Files that come with a form, for a browser without scripts.

use otklik_tests::appeal::APPEALS;
use otklik_tests::call::Call;
use otklik_tests::form::Form;
use otklik_tests::{document, image};

use crate::forms::{VALUES, card, changed, receipt_of, submit};

#[test]
fn a_form_carries_its_files_with_it() {
    let (pdf, photo) = (document::pdf("Акт"), image::photo(2_500_000, 1));
    let form = Form::new(&VALUES)
        .file("files", "Акт осмотра.pdf", "application/pdf", &pdf)
        .file("files", "", "application/octet-stream", b"")
        .file("files", "яма.jpg", "image/jpeg", &photo);
    let (number, cookie) = receipt_of(&form.with(Call::post(APPEALS).page()).send());
    let card = card(&number, &cookie);
    let files = card["attachments"].as_array().unwrap();
    assert_eq!(files.len(), 2, "an empty control is no file");
    for (file, (name, bytes)) in files
        .iter()
        .zip([("Акт осмотра.pdf", pdf), ("яма.jpg", photo)])
    {
        assert_eq!(file["name"], name);
        let path = format!(
            "{APPEALS}/{number}/attachments/{}",
            file["id"].as_str().unwrap()
        );
        let down = Call::get(path).header("cookie", &cookie).send().expect(200);
        assert!(down.body == bytes, "{name} comes back byte for byte");
    }
}

#[test]
fn a_required_document_comes_under_its_own_control() {
    let pairs = [
        &changed("category", "housing.charges")[..],
        &[("fields.account", "123")],
    ]
    .concat();
    let without = Form::new(&pairs)
        .with(Call::post(APPEALS).page())
        .send()
        .expect(422);
    assert!(without.text().contains("Квитанция"), "{without}");
    let form = Form::new(&pairs).file(
        "files.bill",
        "bill.pdf",
        "application/pdf",
        &document::pdf("b"),
    );
    let (number, cookie) = receipt_of(&form.with(Call::post(APPEALS).page()).send());
    assert_eq!(card(&number, &cookie)["attachments"][0]["document"], "bill");
}

#[test]
fn files_of_a_refused_form_are_not_sent_twice() {
    let pairs = changed("title", "Яма");
    let photo = image::small_photo(2);
    let form = Form::new(&pairs).file("files", "яма.jpg", "image/jpeg", &photo);
    let page = form.with(Call::post(APPEALS).page()).send().expect(422);
    let marker = "name=\"attachments\" value=\"";
    let at = page
        .text()
        .find(marker)
        .unwrap_or_else(|| panic!("the file is kept: {page}"));
    let reference = page.text()[at + marker.len()..].split('"').next().unwrap();
    let again = [&VALUES[..], &[("attachments", reference)]].concat();
    let (number, cookie) = receipt_of(&submit(&again).send());
    assert_eq!(card(&number, &cookie)["attachments"][0]["name"], "яма.jpg");
}

#[test]
fn a_file_can_be_dropped_from_a_refused_form() {
    let pairs = changed("title", "Яма");
    let form = Form::new(&pairs).file("files", "яма.jpg", "image/jpeg", &image::small_photo(3));
    let page = form.with(Call::post(APPEALS).page()).send().expect(422);
    let marker = "name=\"attachments\" value=\"";
    let reference = page
        .text()
        .split(marker)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let id = reference.split(' ').next().unwrap();
    let again = [
        &VALUES[..],
        &[("attachments", reference), ("attachments_remove", id)],
    ]
    .concat();
    let (number, cookie) = receipt_of(&submit(&again).send());
    assert_eq!(card(&number, &cookie)["attachments"], serde_json::json!([]));
}

#[test]
fn a_bad_file_in_a_form_is_named_and_the_rest_kept() {
    let form = Form::new(&VALUES)
        .file("files", "virus.exe", "application/pdf", b"MZ\x90\0")
        .file("files", "яма.jpg", "image/jpeg", &image::small_photo(4));
    let page = form.with(Call::post(APPEALS).page()).send().expect(422);
    assert!(page.text().contains("virus.exe: "), "{page}");
    assert!(
        page.text().contains("яма.jpg"),
        "the good one is kept: {page}"
    );
}

#[test]
fn a_form_with_more_than_twenty_files_is_refused() {
    let mut form = Form::new(&VALUES);
    for seed in 0..21 {
        form = form.file(
            "files",
            &format!("{seed}.jpg"),
            "image/jpeg",
            &image::small_photo(seed),
        );
    }
    let faults = form.with(Call::post(APPEALS)).send().faults();
    assert_eq!(faults, ["/attachments attachments_count"]);
}

#[test]
fn a_file_where_none_is_asked_for_is_no_internal_error() {
    let (number, cookie) = receipt_of(&submit(&VALUES).send());
    for path in ["/status".to_owned(), format!("{APPEALS}/{number}/rating")] {
        for page in [true, false] {
            let form = Form::new(&[("score", "5"), ("number", &number)]);
            let form = form.file("files", "яма.jpg", "image/jpeg", &image::small_photo(6));
            let call = Call::post(&path).header("cookie", &cookie);
            let answer = form.with(if page { call.page() } else { call }).send();
            assert!((400..500).contains(&answer.status), "{answer}");
        }
    }
}
