//! The permission table: every operation of the API, and how far each role may go with it.

use super::{Reach, Scope};

/// What the table says of an operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The scope that an API key needs.
    pub(super) scope: Option<Scope>,
    /// The reach of each role, in the order of `Role::ALL`.
    pub(super) reach: [Reach; 11],
}

macro_rules! reach {
    (-) => {
        Reach::No
    };
    (own) => {
        Reach::Own
    };
    (area) => {
        Reach::Territory
    };
    (all) => {
        Reach::All
    };
}

macro_rules! scope {
    (-) => {
        None
    };
    ($scope:ident) => {
        Some(Scope::$scope)
    };
}

macro_rules! table {
    ($( $name:ident $code:literal $scope:tt [ $($reach:tt)+ ] )+) => {
        /// An operation of the API; its code is the `operationId` of the OpenAPI document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operation {
            $(
                #[doc = concat!("`", $code, "`.")]
                $name,
            )+
        }

        impl Operation {
            /// Every operation, in the order of the table.
            pub const ALL: &'static [Operation] = &[ $( Operation::$name, )+ ];

            /// The operation's id, as the OpenAPI document has it.
            pub const fn as_str(self) -> &'static str {
                match self { $( Operation::$name => $code, )+ }
            }

            pub(super) const fn row(self) -> Row {
                match self {
                    $( Operation::$name => Row {
                        scope: scope!($scope),
                        reach: [ $( reach!($reach), )+ ],
                    }, )+
                }
            }
        }
    };
}

// `-` not at all, `own` what is theirs, `area` their territory, `all` everything. The second column is
// the scope that an API key needs, `-` where keys may not call.
//
// What the web does for people before they sign in is `all` for nobody, and so for everybody. A caller
// with an access code is an applicant for that one appeal. `own` of nobody is proved by the thing's own
// token: an upload's, an invitation's.
table! {
    //                                          scope     nobody applicant citizen operator expert supervisor observer administrator integrator service ops
    CategoryList        "category_list"         Read     [all    all       all     all      all    all        all      all           all        all     all]
    CategorySuggest     "category_suggest"      Read     [all    all       all     all      all    all        all      all           all        all     all]
    AttachmentCreate    "attachment_create"     Write    [all    all       all     all      all    all        all      all           all        all     all]
    AttachmentOffset    "attachment_offset"     Write    [own    own       own     own      own    own        own      own           own        own     own]
    AttachmentAppend    "attachment_append"     Write    [own    own       own     own      own    own        own      own           own        own     own]
    AttachmentDelete    "attachment_delete"     Write    [own    own       own     own      own    own        own      own           own        own     own]
    AppealPreview       "appeal_preview"        Write    [all    all       all     all      all    all        all      all           all        all     all]
    ChallengeView       "challenge_view"        Read     [all    all       all     all      all    all        all      all           all        all     all]
    AppealCreate        "appeal_create"         Write    [all    all       all     all      all    all        all      all           all        all     all]
    AppealList          "appeal_list"           Read     [-      -         own     area     area   area       area     area          area       all     -]
    AppealCounters      "appeal_counters"       Read     [-      -         -       area     area   area       area     area          area       all     -]
    AppealView          "appeal_view"           Read     [-      own       own     area     area   area       area     area          area       all     -]
    AppealEvents        "appeal_events"         Read     [-      own       own     area     area   area       area     area          area       all     -]
    AttachmentDownload  "attachment_download"   Read     [-      own       own     area     area   area       -        -             area       all     -]
    AppealTransition    "appeal_transition"     Write    [-      own       own     area     area   area       -        -             area       all     -]
    AppealTake          "appeal_take"           -        [-      -         -       area     area   area       -        -             -          -       -]
    AppealAssign        "appeal_assign"         -        [-      -         -       area     area   area       -        -             -          all     -]
    AppealForward       "appeal_forward"        Write    [-      -         -       area     area   area       -        -             area       all     -]
    AppealClassify      "appeal_classify"       Write    [-      -         -       area     area   area       -        -             area       all     -]
    AppealPrioritise    "appeal_prioritise"     Write    [-      -         -       area     area   area       -        -             area       all     -]
    AppealCall          "appeal_call"           -        [-      -         -       area     area   area       -        -             -          all     -]
    AppealExtend        "appeal_extend"         -        [-      -         -       area     area   area       -        -             -          all     -]
    MessageList         "message_list"          Read     [-      own       own     area     area   area       area     area          area       all     -]
    MessageCreate       "message_create"        Write    [-      own       own     area     area   area       -        -             area       all     -]
    AnswerView          "answer_view"           Read     [-      -         -       area     area   area       area     area          area       all     -]
    AnswerPut           "answer_put"            Write    [-      -         -       area     area   area       -        -             area       all     -]
    AnswerSubmit        "answer_submit"         Write    [-      -         -       area     area   area       -        -             area       all     -]
    AnswerReturn        "answer_return"         -        [-      -         -       -        -      area       -        -             -          all     -]
    AnswerApprove       "answer_approve"        -        [-      -         -       -        -      area       -        -             -          all     -]
    AppealClaim         "appeal_claim"          -        [-      -         own     -        -      -          -        -             -          -       -]
    DataCopyCreate      "data_copy_create"      -        [-      -         own     -        -      -          -        -             -          -       -]
    DataCopyView        "data_copy_view"        -        [-      -         own     -        -      -          -        -             -          -       -]
    ErasureCreate       "erasure_create"        -        [-      -         own     -        -      -          -        -             -          -       -]
    NotificationList    "notification_list"     -        [-      -         own     own      own    own        own      own           -          -       -]
    NotificationRead    "notification_read"     -        [-      -         own     own      own    own        own      own           -          -       -]
    NotificationResend  "notification_resend"   -        [-      -         own     own      own    own        own      own           -          -       -]
    NotificationSettings "notification_settings" -       [-      -         own     own      own    own        own      own           -          -       -]
    NotificationSettingsPut "notification_settings_put" - [-     -         own     own      own    own        own      own           -          -       -]
    AppealNotifications "appeal_notifications"  Read     [-      own       own     area     area   area       area     area          area       all     -]
    DraftView           "draft_view"            -        [-      -         own     -        -      -          -        -             -          -       -]
    DraftPut            "draft_put"             -        [-      -         own     -        -      -          -        -             -          -       -]
    DraftDelete         "draft_delete"          -        [-      -         own     -        -      -          -        -             -          -       -]
    RatingPut           "rating_put"            Write    [-      own       own     area     -      area       -        -             area       all     -]
    AppealObjections    "appeal_objections"     Read     [-      own       own     area     area   area       area     area          area       all     -]
    ObjectionCreate     "objection_create"      Write    [-      own       own     area     -      area       -        -             area       all     -]
    ObjectionAssign     "objection_assign"      -        [-      -         -       -        -      area       -        -             -          all     -]
    ObjectionDecide     "objection_decide"      -        [-      -         -       -        -      area       -        -             -          all     -]
    EscalationCreate    "escalation_create"     -        [-      own       own     -        -      area       -        -             -          all     -]
    ObjectionList       "objection_list"        Read     [-      -         -       area     area   area       area     area          area       all     -]
    ReviewList          "review_list"           Read     [-      -         -       area     area   area       area     area          area       all     -]
    RatingReview        "rating_review"         -        [-      -         -       -        -      area       -        -             -          all     -]
    ExportCsv           "export_csv"            Export   [-      -         own     area     area   area       area     area          area       all     -]
    ExportXlsx          "export_xlsx"           Export   [-      -         own     area     area   area       area     area          area       all     -]
    ExportPdf           "export_pdf"            Export   [-      -         own     area     area   area       area     area          area       all     -]
    ExportAct           "export_act"            Export   [-      own       own     area     area   area       area     area          area       all     -]
    ExportAnswer        "export_answer"         Export   [-      own       own     area     area   area       area     area          area       all     -]
    AppealAccesses      "appeal_accesses"       -        [-      own       own     -        -      -          -        area          -          all     -]
    AccountAccesses     "account_accesses"      -        [-      -         own     own      own    own        own      own           -          -       -]
    QueueList           "queue_list"            Read     [-      -         -       area     area   area       area     area          area       all     -]
    QueueBulk           "queue_bulk"            Write    [-      -         -       area     area   area       -        -             area       all     -]
    FilterList          "filter_list"           -        [-      -         -       own      own    own        own      own           -          -       -]
    FilterCreate        "filter_create"         -        [-      -         -       own      own    own        own      own           -          -       -]
    FilterDelete        "filter_delete"         -        [-      -         -       own      own    own        own      own           -          -       -]
    ParticipantList     "participant_list"      Read     [-      own      own    area    area  area      -       -            area      all    -]
    ParticipantAdd      "participant_add"       Write    [-      -        -      area    area  area      -       -            area      all    -]
    ParticipantInvite   "participant_invite"    Write    [-      own      own    area    area  area      -       -            area      all    -]
    ParticipantRemove   "participant_remove"    Write    [-      own      own    area    area  area      -       -            area      all    -]
    ParticipantAccept   "participant_accept"    -        [-      -        own    own     own   own       own     own          -         -      -]
    ParticipationList   "participation_list"    -        [-      -        own    own     own   own       own     own          -         -      -]
    TaskList            "task_list"             Read     [-      -        -      area    area  area      -       -            area      all    -]
    TaskCreate          "task_create"           Write    [-      -        -      area    area  area      -       -            area      all    -]
    TaskDone            "task_done"             Write    [-      -        -      area    area  area      -       -            area      all    -]
    TaskConfirm         "task_confirm"          Write    [-      -        -      area    area  area      -       -            area      all    -]
    TaskReturn          "task_return"           Write    [-      -        -      area    area  area      -       -            area      all    -]
    AttachmentVersions  "attachment_versions"   Read     [-      own      own    area    area  area      -       -            area      all    -]
    AttachmentVersion   "attachment_version"    Write    [-      own      own    area    area  area      -       -            area      all    -]
    AttachmentRestore   "attachment_restore"    Write    [-      own      own    area    area  area      -       -            area      all    -]
    AppealRevisions     "appeal_revisions"      Read     [-      own      own    area    area  area      -       -            area      all    -]
    AppealEdit          "appeal_edit"           Write    [-      own      own    -       -     -         -       -            -         -      -]
    ConductList         "conduct_list"          Read     [-      own      own    area    area  area      -       -            area      all    -]
    ConductMark         "conduct_mark"          Write    [-      -        -      area    area  area      -       -            area      all    -]
    ConductContest      "conduct_contest"       Write    [-      own      own    -       -     -         -       -            -         -      -]
    ConductDecide       "conduct_decide"        Write    [-      -        -      -       -     area      -       -            -         all    -]
    ConductBlock        "conduct_block"         Write    [-      -        -      -       -     area      -       -            -         all    -]
    ConductUnblock      "conduct_unblock"       Write    [-      -        -      -       -     area      -       -            -         all    -]
    KeyList             "key_list"              -        [-      -         -       -        -      -          -        area          -          all     -]
    KeyCreate           "key_create"            -        [-      -         -       -        -      -          -        area          -          all     -]
    KeyRevoke           "key_revoke"            -        [-      -         -       -        -      -          -        area          -          all     -]
    ConfigurationList   "configuration_list"    -        [-      -         -       -        -      -          area     area          -          all     -]
    ConfigurationView   "configuration_view"    -        [-      -         -       -        -      -          area     area          -          all     -]
    ConfigurationCreate "configuration_create"  -        [-      -         -       -        -      -          -        area          -          all     -]
    ConfigurationChange "configuration_change"  -        [-      -         -       -        -      -          -        area          -          all     -]
    ConfigurationRemove "configuration_remove"  -        [-      -         -       -        -      -          -        area          -          all     -]
    ConfigurationHistory "configuration_history" -        [-      -         -       -        -      -          area     area          -          all     -]
    ConfigurationExport "configuration_export"  -        [-      -         -       -        -      -          area     area          -          all     -]
    BlockList           "block_list"            -        [-      -         -       -        -      -          -        area          -          all     -]
    BlockCreate         "block_create"          -        [-      -         -       -        -      -          -        area          -          all     -]
    BlockLift           "block_lift"            -        [-      -         -       -        -      -          -        area          -          all     -]
    WebhookSecret       "webhook_secret"        -        [-      -         -       -        -      -          -        area          -          all     -]
    SessionPasskeyOptions "session_passkey_options" -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionPasskey      "session_passkey"       -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionSignatureChallenge "session_signature_challenge" -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionSignature    "session_signature"     -        [all    all       all     all      all    all        all      all           all        all     all]
    PasskeyOptions      "passkey_options"       -        [-      -         own     own      own    own        own      own           -          -       -]
    PasskeyCreate       "passkey_create"        -        [-      -         own     own      own    own        own      own           -          -       -]
    LinkList            "link_list"             -        [-      -         own     own      own    own        own      own           -          -       -]
    LinkCreate          "link_create"           -        [-      -         own     own      own    own        own      own           -          -       -]
    LinkChallenge       "link_challenge"        -        [-      -         own     own      own    own        own      own           -          -       -]
    LinkDelete          "link_delete"           -        [-      -         own     own      own    own        own      own           -          -       -]
    AccountCreate       "account_create"        -        [all    all       all     all      all    all        all      all           all        all     all]
    AccountConfirm      "account_confirm"       -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionView         "session_view"          -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionCreate       "session_create"        -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionEnd          "session_end"           -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionStay         "session_stay"          -        [-      -         own     own      own    own        own      own           -          -       -]
    SessionCode         "session_code"          -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionSecondFactor "session_second_factor" -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionQr           "session_qr"            -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionQrPoll       "session_qr_poll"       -        [all    all       all     all      all    all        all      all           all        all     all]
    RecoveryCreate      "recovery_create"       -        [all    all       all     all      all    all        all      all           all        all     all]
    RecoveryComplete    "recovery_complete"     -        [all    all       all     all      all    all        all      all           all        all     all]
    SessionQrLook       "session_qr_look"       -        [-      -         own     own      own    own        own      own           -          -       -]
    SessionQrApprove    "session_qr_approve"    -        [-      -         own     own      own    own        own      own           -          -       -]
    SessionList         "session_list"          -        [-      -         own     own      own    own        own      own           -          -       -]
    SessionRemove       "session_remove"        -        [-      -         own     own      own    own        own      own           -          -       -]
    SessionRemoveOthers "session_remove_others" -        [-      -         own     own      own    own        own      own           -          -       -]
    AccountView         "account_view"          -        [-      -         own     own      own    own        own      own           -          -       -]
    AccountUpdate       "account_update"        -        [-      -         own     own      own    own        own      own           -          -       -]
    AccountPassword     "account_password"      -        [-      -         own     own      own    own        own      own           -          -       -]
    ContactCreate       "contact_create"        -        [-      -         own     own      own    own        own      own           -          -       -]
    ContactConfirm      "contact_confirm"       -        [-      -         own     own      own    own        own      own           -          -       -]
    AccountEvents       "account_events"        -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorList          "factor_list"           -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorTotp          "factor_totp"           -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorTotpConfirm   "factor_totp_confirm"   -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorMessage       "factor_message"        -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorRecoveryCodes "factor_recovery_codes" -        [-      -         own     own      own    own        own      own           -          -       -]
    FactorRemove        "factor_remove"         -        [-      -         own     own      own    own        own      own           -          -       -]
    StaffList           "staff_list"            -        [-      -         -       -        -      -          -        area          -          all     -]
    StaffChange         "staff_change"          -        [-      -         -       -        -      -          -        area          -          all     -]
    StaffInvite         "staff_invite"          -        [-      -         -       -        -      -          -        area          -          all     -]
    InvitationList      "invitation_list"       -        [-      -         -       -        -      -          -        area          -          all     -]
    InvitationRevoke    "invitation_revoke"     -        [-      -         -       -        -      -          -        area          -          all     -]
    InvitationLook      "invitation_look"       -        [own    own       own     own      own    own        own      own           own        own     own]
    StaffAccept         "staff_accept"          -        [own    own       own     own      own    own        own      own           own        own     own]
    StaffBootstrap      "staff_bootstrap"       -        [own    own       own     own      own    own        own      own           own        own     own]
    Health              "health"                -        [all    all       all     all      all    all        all      all           all        all     all]
    Tick                "tick"                  -        [-      -         -       -        -      -          -        -             -          -       all]
    Rekey               "rekey"                 -        [-      -         -       -        -      -          -        -             -          -       all]
    Deliver             "deliver"               -        [-      -         -       -        -      -          -        -             -          -       all]
    Outbox              "outbox"                -        [-      -         -       -        -      -          -        -             -          -       all]
}
