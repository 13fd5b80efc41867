package cognitobackup.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page of the runbooks.
 *
 * @param blocks its blocks of commands, in order; those that only show something ({@code console}) left out
 */
record RunbookPage(List<String> blocks) {
    static final Path DIRECTORY = Path.of("..", "docs", "runbooks");

    static RunbookPage read(String name) throws IOException {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(DIRECTORY.resolve(name))) {
            if (line.equals("```sh")) {
                block = new StringBuilder();
            } else if (line.equals("```") && block != null) {
                blocks.add(block.toString());
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        return new RunbookPage(List.copyOf(blocks));
    }

    /** The page with what its reader puts in the place of examples. */
    RunbookPage with(Map<String, String> examples) {
        List<String> replaced = new ArrayList<>();
        for (String block : blocks) {
            String text = block;
            for (Map.Entry<String, String> example : examples.entrySet()) {
                text = text.replace(example.getKey(), example.getValue());
            }
            replaced.add(text);
        }
        return new RunbookPage(replaced);
    }

    /** Some of its blocks. */
    RunbookPage from(int first, int end) {
        return new RunbookPage(blocks.subList(first, end));
    }

    String script() {
        return String.join("", blocks);
    }
}
