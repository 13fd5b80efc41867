package cognitobackup.drill;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A text planted in personal data, and every form in which it might turn up where it must not. */
final class Marks {
    /** In names and addresses of all kinds. */
    static final String ASCII = "zq7xmark";

    /** In what may hold any character: escapes look different. */
    static final String UNICODE = "шқ☂метка";

    private static final List<String> FORMS = forms();

    private Marks() {}

    static boolean isIn(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        return FORMS.stream().anyMatch(form -> text.contains(form) || folded.contains(form.toLowerCase(Locale.ROOT)));
    }

    private static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String mark : List.of(ASCII, UNICODE)) {
            forms.add(mark);
            forms.addAll(base64(mark));
        }
        forms.add(escaped(UNICODE));
        forms.add(URLEncoder.encode(UNICODE, StandardCharsets.UTF_8));
        return forms;
    }

    private static String escaped(String mark) {
        StringBuilder escaped = new StringBuilder();
        mark.chars().forEach(character -> escaped.append(String.format("\\u%04x", character)));
        return escaped.toString();
    }

    /** The three ways in which a text's bytes fall into base64's groups of three; the ends belong to its neighbours. */
    private static List<String> base64(String mark) {
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] bytes = ("\0".repeat(before) + mark).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            int first = before == 0 ? 0 : before + 1; // digits that hold bits of what stands before
            int last = bytes.length * 8 / 6; // the digit after may hold bits of what follows
            forms.add(encoded.substring(first, last));
        }
        return forms;
    }
}
