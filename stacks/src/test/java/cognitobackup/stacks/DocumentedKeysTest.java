package cognitobackup.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever configures a stack finds every key where keys are looked for, and none that there is not. */
class DocumentedKeysTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^  (?:# )?" + Settings.PROJECT + ":(\\w+):");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    /** Those that belong to the other stack. */
    @ParameterizedTest
    @CsvSource({"primary, primaryStack", "secondary, secondaryRegion existingTable replicaKey"})
    void theStacksFilesHaveAnExampleOfEachKey(String stack, String otherStacks) throws IOException {
        var keys = new TreeSet<>(SettingsReader.KEYS);
        keys.removeAll(Set.of(otherStacks.split(" ", -1)));

        assertThat(EXAMPLE.matcher(Files.readString(PROJECT.resolve("Pulumi." + stack + ".yaml")))
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .as("each once")
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theReadMeExplainsEachKey() throws IOException {
        var readMe = Files.readString(PROJECT.resolve("README.md"));
        var section = readMe.substring(readMe.indexOf("## Configuration"));
        section = section.substring(0, section.indexOf("\n## ", 1));

        assertThat(ROW.matcher(section)
                        .results()
                        .flatMap(row -> QUOTED.matcher(row.group(1)).results())
                        .map(key -> key.group(1))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(SettingsReader.KEYS);
    }
}
