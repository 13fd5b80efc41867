package cognitobackup.importer;

import cognitobackup.pool.ConfigurationDifference;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What the report says of the two pools' configurations.
 *
 * @param tier the target's feature plan in Cognito's words, such as {@code ESSENTIALS}, by which active users are
 *     billed; null where it is not known
 * @param differences what of the target's configuration is not as the source's
 * @param byHand what somebody has to do for the target besides, in words
 */
@Serdeable
record ConfigurationReport(@Nullable String tier, List<Line> differences, List<String> byHand) {
    // Empty lists are left out of the JSON.
    ConfigurationReport {
        differences = differences == null ? List.of() : List.copyOf(differences);
        byHand = byHand == null ? List.of() : List.copyOf(byHand);
    }

    /** One {@link ConfigurationDifference}; null stands for what is not there. */
    @Serdeable
    record Line(
            String part,
            String name,
            String member,
            @Nullable String source,
            @Nullable String target) {
        // Empty texts are, too.
        Line {
            name = name == null ? "" : name;
            member = member == null ? "" : member;
        }

        static Line of(ConfigurationDifference difference) {
            return new Line(
                    difference.part(),
                    difference.name(),
                    difference.member(),
                    difference.source().orElse(null),
                    difference.target().orElse(null));
        }
    }
}
