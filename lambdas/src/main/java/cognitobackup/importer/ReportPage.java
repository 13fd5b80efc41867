package cognitobackup.importer;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The report of an import as one HTML page that needs nothing else: no network, and but for paging no scripts. What it
 * shows of findings is bounded; all of them are in the JSON beside it.
 */
@Singleton
class ReportPage {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private final ObjectMapper json;
    private final Template template;

    ReportPage(ObjectMapper json) {
        this.json = json;
        // Values are escaped unless the template says otherwise; one that the model lacks is an error.
        this.template = Mustache.compiler().escapeHTML(true).compile(resource("report.html.mustache"));
    }

    /**
     * Writes the page.
     *
     * @param findings all that the report has
     */
    void write(WriteReport.Head head, FindingGroups findings, Writer writer) {
        Map<String, Object> model;
        try {
            model = new ReportModel(head, json.writeValueToTree(head)).members();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.putAll(FindingsModel.of(findings));
        model.putAll(ConfigurationModel.of(head.configuration()));
        model.put("style", STYLE);
        model.put("script", SCRIPT);
        // Nothing else may run or be loaded, whatever gets into the page.
        model.put("styleHash", hash(STYLE));
        model.put("scriptHash", hash(SCRIPT));
        template.execute(model, writer);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The archive lacks " + name + ".");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
