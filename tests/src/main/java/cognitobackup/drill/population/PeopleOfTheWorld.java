package cognitobackup.drill.population;

import java.util.List;

/** Names as people write them, in many scripts, and other text that careless software breaks. */
final class PeopleOfTheWorld {
    /** Given name and family name. None has an upper-case letter whose lower case depends on the language. */
    static final List<List<String>> NAMES = List.of(
            List.of("Ada", "Lovelace"),
            List.of("Zoë", "Müller-Lüdenscheidt"),
            List.of("Seán", "O'Brien"),
            List.of("José María", "Nuñez, Jr."),
            List.of("Łukasz", "Żółć"),
            List.of("Nguyễn", "Văn Ánh"),
            List.of("Jose\u0301", "Garci\u0301a"), // the accents as combining characters of their own
            List.of("Дмитрий", "Щукин"),
            List.of("Οδυσσεύς", "Ελύτης"),
            List.of("مريم", "الخوارزمي"),
            List.of("נועם", "בן־דוד"),
            List.of("अनुष्का", "शर्मा"),
            List.of("রবীন্দ্রনাথ", "ঠাকুর"),
            List.of("முத்து", "குமார்"),
            List.of("สมชาย", "ใจดี"),
            List.of("小龍", "李"),
            List.of("さくら", "髙橋"),
            List.of("민준", "김"),
            List.of("ნინო", "ბერიძე"),
            List.of("Անի", "Հակոբյան"),
            List.of("ሰላም", "ተስፋዬ"),
            List.of("𠮷", "𡈽屋"), // beyond the first 65,536 characters
            List.of("🦊", "Fox 👩‍👩‍👧‍👦"));

    /** Stems of usernames: lower case, and without white space, which a username cannot have. */
    static final List<String> USERNAMES = List.of(
            "ada",
            "zoë",
            "sean.o'brien",
            "łukasz",
            "jose\u0301",
            "дмитрий",
            "οδυσσέας",
            "مريم",
            "נועם",
            "अनुष्का",
            "สมชาย",
            "李小龍",
            "さくら",
            "민준",
            "𠮷",
            "🦊",
            "a,b",
            "\"quoted\"",
            "back\\slash",
            "a#b",
            "per%cent",
            "<x&y>",
            "{brace}",
            "semi;colon",
            "'single'",
            "$dollar");

    /** Texts with commas, quotes, line breaks and directions. */
    static final List<String> ADDRESSES = List.of(
            "12, Rue de l'Église\n75007 Paris",
            "He said \"second door, left\"",
            "line one\r\nline two\ttabbed",
            "back\\slash \\\" and \\n that is not a line break",
            "شارع 26 يوليو، القاهرة",
            "רחוב הרצל 5, תל־אביב (\u202bדירה 3\u202c)",
            "東京都千代田区1-1",
            "🏠 🏳️‍🌈 3rd floor",
            " leading and trailing ",
            "{\"json\": [1, \"two\"]}",
            "=SUM(A1:A9)",
            "e\u0301 and é are not the same");

    /** Names of groups: no white space, but every separator that a key might be made of. */
    static final List<String> GROUPS = List.of(
            "admins",
            "read/write",
            "a#b",
            "team:blue",
            "β-testers",
            "مجموعة",
            "קבוצה",
            "开发者",
            "🚀",
            "comma,separated",
            "\"quoted\"",
            "50%",
            "e\u0301quipe",
            "Équipe",
            "back\\slash",
            "_underscore_",
            "UPPER",
            "upper",
            "x=y",
            "'");

    private PeopleOfTheWorld() {}
}
