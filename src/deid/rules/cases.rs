//! One rule after the other: what it finds, and what stands close by and is none.

use super::{Kind, Level, find};

/// What of that kind is found, with its weight.
fn found(text: &str, kind: Kind) -> Vec<(Level, String)> {
    let of_kind = find(text).into_iter().filter(|found| found.hit.kind == kind);
    of_kind.map(|found| (found.hit.level, found.text)).collect()
}

/// Each sentence holds exactly these words, and they must go.
pub fn all_blocked(kind: Kind, cases: &[(&str, &str)]) {
    for (text, words) in cases {
        assert_eq!(found(text, kind), [(Level::Block, (*words).to_owned())], "{text}");
    }
}

/// Nothing in these sentences must go.
pub fn none_blocked(texts: &[&str]) {
    for text in texts {
        let blocks: Vec<String> =
            find(text).into_iter().filter(|found| found.hit.level == Level::Block).map(|found| found.text).collect();
        assert!(blocks.is_empty(), "{text}: {blocks:?}");
    }
}

#[test]
fn a_telephone_number_is_one_however_it_is_written() {
    all_blocked(
        Kind::Phone,
        &[
            ("連絡はFAX0268-00-4411まで。", "0268-00-4411"),
            ("携帯はau090-0000-7712だった。", "090-0000-7712"),
            ("メモに070・0000・3345とある。", "070・0000・3345"),
            ("番号は080／0000／9921らしい。", "080／0000／9921"),
            ("夜は 090 - 0000 - 5513 に出る。", "090 - 0000 - 5513"),
            ("090の0000の8814だと言う。", "090の0000の8814"),
            ("伝言は〇八〇-〇〇〇〇-三三四五だった。", "〇八〇-〇〇〇〇-三三四五"),
            ("壁に〇六-〇〇〇〇-二二一八と彫ってある。", "〇六-〇〇〇〇-二二一八"),
            ("ゼロキュウゼロ、0000、6617と聞こえた。", "ゼロキュウゼロ、0000、6617"),
            ("09000003321一つしか知らない。", "09000003321"),
        ],
    );
    none_blocked(&[
        "伏せ字の〇〇〇-〇〇〇〇-〇〇〇〇を見た。",
        "型番A0312345678の椅子を買った。",
        "一二三四五六七八九十と数える遊びをした。",
        "会議は03/12/2024のあとに延びた。",
    ]);
}

#[test]
fn a_line_of_help_is_nobodys_number() {
    none_blocked(&[
        "#いのちSOS 0120-061-338を紹介した。",
        "夜間は0570-064-556につながると伝えた。",
        "ひとり親ホットライン 0120-000-112の紙を渡した。",
        "0120-000-113（女性の相談ダイヤル）と書いて貼った。",
    ]);
    all_blocked(Kind::Phone, &[("母の店は0120-000-114だ。", "0120-000-114")]);
}

#[test]
fn a_day_of_birth_is_one_with_both_calendars_and_either_way_round() {
    all_blocked(
        Kind::Dob,
        &[
            ("1984年（昭和59年）2月3日生とある。", "1984年（昭和59年）2月3日生"),
            ("生まれたのは1977年8月9日らしい。", "生まれたのは1977年8月9日"),
            ("弟は平成21年3月生まれだ。", "平成21年3月生まれ"),
            ("2011年5月6日に誕生した子だ。", "2011年5月6日に誕生"),
            ("7月8日生の兄がいる。", "7月8日生"),
            ("2012年9月1日に自宅で生まれた。", "2012年9月1日"),
        ],
    );
    none_blocked(&["2021年4月5日に誕生会をした。", "2022年6月7日、生きる意味を話した。", "4月8日生徒が増えた。"]);
}

#[test]
fn numbers_of_records_addresses_of_the_net_and_plates_have_many_shapes() {
    all_blocked(
        Kind::RecordId,
        &[
            ("相談番号第31-7号を閉じた。", "相談番号第31-7号"),
            ("利用者さんの番号は 55120と聞いた。", "利用者さんの番号は 55120"),
            ("番号70112の利用者が待つ。", "番号70112"),
        ],
    );
    assert_eq!(found("出席番号8番の子だ。", Kind::RecordId), [(Level::Warn, "出席番号8番".to_owned())]);
    all_blocked(
        Kind::Url,
        &[
            ("動画はvimeo.example.tv/9912にある。", "vimeo.example.tv/9912"),
            ("HTTP://EXAMPLE.ORG/diaryを見た。", "HTTP://EXAMPLE.ORG/diary"),
            ("短いexample.ly/kZ3が届いた。", "example.ly/kZ3"),
        ],
    );
    all_blocked(Kind::Postal, &[("〒 998 － 0012の家。", "〒 998 － 0012")]);
    all_blocked(Kind::Plate, &[("庭に松本 す 31-20の車がある。", "松本 す 31-20")]);
    none_blocked(&["資料は第3版/2.1を使う。", "表は 12-34と読む。", "番号は1つだけだ。", "and/orのどちらでもよい。"]);
}

#[test]
fn a_great_age_needs_no_word_for_years() {
    all_blocked(
        Kind::Age90,
        &[
            ("九十を過ぎた伯母がいる。", "九十を過ぎた"),
            ("95過ぎの父と暮らす。", "95過ぎの"),
            ("享年九十八だった。", "九十八"),
            ("卒寿を祝った。", "卒寿"),
            ("93になる祖父が倒れた。", "93になる"),
        ],
    );
    none_blocked(&[
        "血圧が120を過ぎた。",
        "100を超える団体が集まった。",
        "早く二十になりたいと言う。",
        "三十を過ぎた。",
    ]);
}

#[test]
fn the_whole_name_of_a_place_is_marked() {
    all_blocked(Kind::Address, &[("家は緑市あおばが丘2-8-1にある。", "緑市あおばが丘2-8-1")]);
    for (text, words) in
        [("朝は希望が丘駅に着いた。", "希望が丘駅"), ("市ヶ谷駅で会う。", "市ヶ谷駅"), ("虎ノ門駅だ。", "虎ノ門駅")]
    {
        assert_eq!(found(text, Kind::Station), [(Level::Warn, words.to_owned())], "{text}");
    }
}

#[test]
fn a_name_is_cut_out_of_the_speech_before_it() {
    all_blocked(
        Kind::Person,
        &[
            ("笑わないはるきくんが気になる。", "はるきくん"),
            ("怒っていたゆなちゃんを待つ。", "ゆなちゃん"),
            ("元気なみおちゃんだ。", "みおちゃん"),
            ("走るけいたくんを追う。", "けいたくん"),
            ("疲れきったたなかさんの声。", "たなかさん"),
        ],
    );
    none_blocked(&[
        "優しいおばさんだった。",
        "大きいおにいちゃんがいる。",
        "かわいいことりさんの絵。",
        "疲れたおかあさんへ。",
        "もらったたくさんの手紙。",
    ]);
}

#[test]
fn an_honorific_may_be_the_beginning_of_a_word() {
    none_blocked(&[
        "あのさんぽ道を歩く。",
        "西さんざん迷った。",
        "大きなくんしょうの絵。",
        "サンタさんを待つ。",
        "パンダさんの椅子に座る。",
        "お星さまを数えた。",
        "かみさまに祈る。",
        "大家さんと看護師さんが来た。",
    ]);
    all_blocked(
        Kind::Person,
        &[
            ("佐藤さんぜんぜん来ない。", "佐藤さん"),
            ("星さんから便りがあった。", "星さん"),
            ("花ちゃんは三歳だ。", "花ちゃん"),
        ],
    );
}

#[test]
fn a_name_touches_the_word_for_kin() {
    all_blocked(
        Kind::Person,
        &[
            ("三女ひかりの部屋。", "ひかり"),
            ("兄一郎は遠くにいる。", "一郎"),
            ("母美智子の電話。", "美智子"),
            ("弟タクヤが黙る。", "タクヤ"),
            ("姉のケイコは遠い。", "ケイコ"),
            ("同僚高橋が辞めた。", "高橋"),
            ("母は和子、と書いてある。", "和子"),
        ],
    );
    none_blocked(&[
        "母子家庭で育った。",
        "娘にこの話をした。",
        "夫さえも知らない。",
        "父親譲りの性格だ。",
        "兄は男子、妹は女子。",
        "母は椅子に座った。",
        "息子とも話した。",
        "姉夫婦と暮らす。",
    ]);
}

#[test]
fn a_name_alone_only_weighs_a_little() {
    for (text, words) in [("中村が休んだ。", "中村"), ("ミサキが笑った。", "ミサキ"), ("福島が泣いた。", "福島")]
    {
        assert_eq!(found(text, Kind::Person), [(Level::Warn, words.to_owned())], "{text}");
    }
    for text in ["出口が見えない。", "平野が広がる。", "福島から来た。", "こころが泣いている。", "仲間が電話をくれた。"]
    {
        assert!(found(text, Kind::Person).is_empty(), "{text}");
    }
    none_blocked(&["高橋留美子の漫画を読む。", "佐藤健の映画を見た。"]);
}

#[test]
fn what_is_made_or_eaten_raw_was_not_born_on_that_day() {
    none_blocked(&[
        "2024年4月1日に生保を申請した。",
        "令和6年4月2日に生検をした。",
        "2024年4月1日に生い立ちを聞いた。",
        "2024年4月1日の生の声を集めた。",
        "2024年4月1日に生母と面会した。",
        "4/12生食100mLを流した。",
        "4月1日生保の申請に付き添った。",
        "2024年4月1日に生中継を見た。",
        "20240401生徒の数を書いた。",
        "2024年5月12日の交流会で生まれた問いを残す。",
        "令和6年4月1日に話し合いで生まれた案を試す。",
        "2019年4月1日に誕生した団体の記録を読む。",
        "2024年4月1日に生まれた問いを読み返す。",
        "2024年5月1日に生まれた気持ちを書いた。",
    ]);
    all_blocked(
        Kind::Dob,
        &[
            ("2024年4月1日生の乳児が来た。", "2024年4月1日生"),
            ("1988年4月1日生の会社員だ。", "1988年4月1日生"),
            ("4月1日生の子がいる。", "4月1日生"),
            ("2015年4月1日に生まれた会社員の子だ。", "2015年4月1日に生"),
            ("2016年9月1日に病院で生まれた。", "2016年9月1日"),
            ("20160901生と書いてある。", "20160901生"),
        ],
    );
}

#[test]
fn a_particle_and_a_word_are_no_name_behind_the_word_for_kin() {
    none_blocked(&[
        "妻はつねに不安だと言う。",
        "息子はなおも泣いた。",
        "息子はなお、外に出ない。",
        "妻はじめ、家族みんなが来た。",
        "孫はないと言う。",
        "息子はいかに過ごすかを考えた。",
        "息子はまえに進みたいと言う。",
        "長男はるかに背が高い。",
    ]);
    all_blocked(
        Kind::Person,
        &[("長女はるかが笑った。", "はるか"), ("次女はつねが泣いた。", "はつね"), ("長男はじめが休んだ。", "はじめ")],
    );
}

#[test]
fn a_value_and_a_count_are_no_great_age() {
    none_blocked(&[
        "SpO2が90になった患者を診た。",
        "血糖が110を超えた利用者がいた。",
        "血糖値が100を過ぎて驚いた。",
        "応募が100を過ぎた。",
        "参加が100を超えて身が引き締まる。",
        "心拍数が110を過ぎた。",
        "延べ110を超える患者が訪れた。",
        "利用が100を超えた高齢者施設の話を読んだ。",
        "参加者は95になり老人会も喜んだ。",
        "テストで95を超えた女性が喜んだ。",
    ]);
    all_blocked(
        Kind::Age90,
        &[
            ("94を過ぎた祖母と話す。", "94を過ぎた"),
            ("92を超えた身内がいる。", "92を超えた"),
            ("会員の93になる女性が来た。", "93になる"),
        ],
    );
}

#[test]
fn to_do_a_thing_properly_names_nobody() {
    none_blocked(&[
        "今日ちゃんと薬を飲めた。",
        "明日ちゃんと話す。",
        "一応ちゃんと聞いた。",
        "正直ちゃんと寝ていない。",
        "結果ちゃんと伝わった。",
        "将来ちゃんと働きたい。",
        "今後ちゃんと休む。",
        "時間ちゃんと守る。",
        "今日君に会えてよかった。",
    ]);
    all_blocked(
        Kind::Person,
        &[
            ("希望ちゃんと遊んだ。", "希望ちゃん"),
            ("美咲ちゃんと話した。", "美咲ちゃん"),
            ("将来くんが来た。", "将来くん"),
            ("正直ちゃんは三歳だ。", "正直ちゃん"),
        ],
    );
}

#[test]
fn a_stretch_of_time_is_no_plate() {
    none_blocked(&[
        "車椅子で食堂に10-15分かかる。",
        "自転車で学校に15-20分だ。",
        "救急車は病院に10-15分で着く。",
        "車は駐車場に10-15台ある。",
    ]);
    all_blocked(Kind::Plate, &[("庭に松本 す 31-20の車がある。", "松本 す 31-20")]);
}
