package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What somebody should know of a target before anything is done in it, as sentences of the report. What keeps an import
 * from being done is refused instead.
 */
@Singleton
class Preparation {
    private final JsonLines lines;

    Preparation(JsonLines lines) {
        this.lines = lines;
    }

    void write(ImportRun run, PoolSettings target, OriginalSub originalSub, TargetFacts facts) {
        try (JsonLines.Writer file = lines.writer()) {
            String key = ImportFiles.preparation(run);
            file.begin(key);
            sentences(target, originalSub, facts).forEach(sentence -> file.add(key, sentence));
            file.store();
        }
    }

    List<String> read(ImportRun run) {
        List<String> sentences = new ArrayList<>();
        lines.read(ImportFiles.preparation(run), String.class, sentences::add);
        return sentences;
    }

    private static List<String> sentences(PoolSettings target, OriginalSub originalSub, TargetFacts facts) {
        List<String> sentences = new ArrayList<>();
        if (facts.selfSignUp()) {
            sentences.add("People can sign up in the target by themselves (AllowAdminCreateUserOnly is false): whoever"
                    + " takes the name of a planned user before the import does is left alone with it.");
        }
        if (originalSub.attribute().isEmpty()) {
            sentences.add(
                    "The target has no attribute of type String in which the old sub could be kept: a later import"
                            + " does not know the users of this one.");
        } else if (!originalSub.believed()) {
            sentences.add("An app client of the target lets its users write "
                    + originalSub.attribute().get()
                    + ", so later imports do not believe the old sub that is kept there.");
        }
        if (!target.triggers().isEmpty()) {
            sentences.add("The target has Lambda triggers: " + String.join(", ", new TreeSet<>(target.triggers()))
                    + ". PreSignUp fires for every user that AdminCreateUser makes, PostConfirmation when a restored user"
                    + " chooses a password.");
        }
        return sentences;
    }
}
