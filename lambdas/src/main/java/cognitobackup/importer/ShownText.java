package cognitobackup.importer;

import java.util.Locale;
import java.util.Set;

/**
 * Text that somebody else chose, as a page may show it: nothing in it is invisible, turns the direction of what follows,
 * or becomes a formula where it is pasted into a spreadsheet. The page's template does the escaping.
 */
final class ShownText {
    /** In characters; an e-mail address has at most 254. */
    static final int LONGEST = 300;

    /** The non-joiner and the joiner, which Persian, many Indian scripts and emoji are written with. */
    private static final Set<Integer> WRITING = Set.of(0x200C, 0x200D);

    private ShownText() {}

    static String of(String value) {
        StringBuilder shown = new StringBuilder(value.length());
        CsvLine.harmless(value).codePoints().limit(LONGEST).forEach(character -> {
            if (visible(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", character));
            }
        });
        return value.codePointCount(0, value.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    private static boolean visible(int character) {
        return WRITING.contains(character) || ofVisibleType(character);
    }

    private static boolean ofVisibleType(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
