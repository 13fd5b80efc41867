package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a browser: its script runs under the page's own policy, pages long tables and finds rows; nothing is wider
 * than the window, on a phone neither. Screenshots are left in {@code target/report-page} to be looked at.
 */
class ReportPageInChromiumTest {
    private static final Path PICTURES = Path.of("target", "report-page");
    private static final Optional<Path> CHROMIUM = Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
            .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();

    @TempDir
    Path directory;

    @BeforeEach
    void aBrowserIsThere() {
        assumeThat(CHROMIUM)
                .as("Chromium is not installed here, so nobody looks at the report's page.")
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0, 1280", "0, 390", "100000, 1280", "100000, 390"})
    void nothingIsWiderThanTheWindow(int users, int width) throws Exception {
        Path page = stored(users);
        // In a frame, since a window of Chromium cannot be as narrow as a phone.
        Path frame = directory.resolve("frame.html");
        Files.writeString(
                frame,
                "<!DOCTYPE html><body style='margin:0'><iframe id=f style='border:0' width=" + width
                        + " height=3000 srcdoc=\"" + openedAndWithoutPolicy(page)
                        + "\"></iframe><script>onload=function(){"
                        + "document.body.dataset.width=document.getElementById('f').contentDocument.documentElement"
                        + ".scrollWidth}</script>");

        String document = chromium(frame, "--dump-dom");

        Matcher measured = Pattern.compile("data-width=\"(\\d+)\"").matcher(document);
        assertThat(measured.find()).as("a width was measured").isTrue();
        assertThat(Integer.parseInt(measured.group(1))).isPositive().isLessThanOrEqualTo(width);
        picture(frame, users + "-users-" + width + ".png", width);
    }

    /** As an attribute of another page; a policy of its own would keep that page from measuring. */
    private static String openedAndWithoutPolicy(Path page) throws IOException {
        return Files.readString(page)
                .replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
                .replace("<details class", "<details open class")
                .replace("&", "&amp;")
                .replace("\"", "&quot;");
    }

    @Test
    void longTablesArePagedByTheOnlyScriptThatMayRun() throws Exception {
        String document = chromium(stored(100_000), "--dump-dom");

        assertThat(document).contains("Rows 1–25 of 100").contains("<tr hidden");
        assertThat(count(document, "class=\"pager\""))
                .as("a pager for each table of a hundred rows")
                .isEqualTo(4);
    }

    @Test
    void anotherScriptDoesNotRun() throws Exception {
        Path page = stored(0);
        Files.writeString(
                page,
                Files.readString(page).replace("</main>", "</main><script>document.body.dataset.ran='1'</script>"));

        assertThat(chromium(page, "--dump-dom")).doesNotContain("data-ran");
    }

    @Test
    void itPrintsAsAFewPages() throws Exception {
        Path printed = directory.resolve("printed.pdf");

        chromium(stored(1_000), "--no-pdf-header-footer", "--print-to-pdf=" + printed);

        assertThat(printed).isNotEmptyFile();
        long pages = count(Files.readString(printed, StandardCharsets.ISO_8859_1), "/Type /Page\n");
        assertThat(pages).isBetween(2L, 40L);
    }

    private Path stored(int users) throws IOException {
        Path page = directory.resolve("report.html");
        Files.writeString(page, users == 0 ? SampleReport.ofNobody() : SampleReport.of(users));
        return page;
    }

    private void picture(Path page, String name, int width) throws Exception {
        Files.createDirectories(PICTURES);
        Path picture = PICTURES.resolve(name).toAbsolutePath();
        chromium(
                page,
                "--hide-scrollbars",
                "--window-size=" + Math.max(width, 500) + ",3000",
                "--screenshot=" + picture);
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThanOrEqualTo(width);
    }

    private String chromium(Path page, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                CHROMIUM.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("Chromium did not end within two minutes.");
        }
        assertThat(process.exitValue()).as("the exit code of Chromium").isZero();
        return Files.readString(output);
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
