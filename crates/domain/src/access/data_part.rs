//! The parts of a person's data, as the log of readings names them.

use crate::codes::codes;
use crate::lang::Text;

codes! {
    /// What of somebody's data was shown to a reader.
    pub enum DataPart, "part of the data" {
        /// Who the applicant is, and how they are reached.
        Applicant = "applicant",
        /// The title.
        Title = "title",
        /// The text.
        Text = "text",
        /// The category's own fields.
        Fields = "fields",
        /// The content of files.
        Attachments = "attachments",
        /// The names of files.
        FileNames = "file_names",
        /// What was said with changes of status.
        Comments = "comments",
        /// The correspondence.
        Messages = "messages",
        /// The answer, or its draft.
        Answer = "answer",
        /// The tasks of participants.
        Tasks = "tasks",
        /// Who takes part.
        Participants = "participants",
        /// What was marked as improper conduct.
        Conduct = "conduct",
        /// The objections.
        Objections = "objections",
        /// The rating's words.
        Rating = "rating",
        /// The account's profile.
        Profile = "profile",
    }
}

impl DataPart {
    /// In words, as a part of a list.
    pub const fn text(self) -> Text {
        match self {
            DataPart::Applicant => Text::fixed("данные заявителя", "the applicant's data"),
            DataPart::Title => Text::fixed("заголовок", "the title"),
            DataPart::Text => Text::fixed("текст обращения", "the text"),
            DataPart::Fields => Text::fixed("подробности", "details"),
            DataPart::Attachments => Text::fixed("файлы", "files"),
            DataPart::FileNames => Text::fixed("названия файлов", "names of files"),
            DataPart::Comments | DataPart::Messages => Text::fixed("переписка", "messages"),
            DataPart::Answer => Text::fixed("ответ", "the answer"),
            DataPart::Tasks => Text::fixed("поручения", "tasks"),
            DataPart::Participants => Text::fixed("участники", "participants"),
            DataPart::Conduct => Text::fixed(
                "отметки о недопустимом поведении",
                "marks of improper conduct",
            ),
            DataPart::Objections => Text::fixed("обжалования", "objections"),
            DataPart::Rating => Text::fixed("отзыв", "the rating"),
            DataPart::Profile => Text::fixed("профиль", "the profile"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::DataPart;
    use crate::lang::Lang;

    #[test]
    fn each_part_has_words_of_its_own() {
        for lang in [Lang::Ru, Lang::En] {
            let texts: Vec<_> = DataPart::ALL.iter().map(|part| part.text()).collect();
            let words: BTreeSet<&str> = texts.iter().map(|text| text.get(lang)).collect();
            // What was said with a change of status is correspondence to a person.
            assert_eq!(words.len(), DataPart::ALL.len() - 1, "{words:?}");
        }
    }
}
