package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.function.Deadline;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the users of a partition and stores what is new about them. */
@Singleton
final class ExportUsers {
    private static final Logger LOG = LoggerFactory.getLogger(ExportUsers.class);

    private final ExportSteps steps;
    private final CaptureMfa captureMfa;

    ExportUsers(ExportSteps steps, CaptureMfa captureMfa) {
        this.steps = steps;
        this.captureMfa = captureMfa;
    }

    StepOutput export(Run run, Listing listing, Progress before, Deadline deadline) {
        ExportStep step = steps.begin(run, listing.worker(), listing.sharers(), before, deadline);
        Position position = Position.of(listing, before.next());
        while (true) {
            Optional<String> next;
            try {
                Optional<String> prefix = position.prefix();
                next = Pages.through(
                        token -> step.pool().listUsers(prefix, token),
                        position.token(),
                        deadline,
                        users -> store(step, users));
            } catch (ExpiredTokenException e) {
                LOG.info("the listing's token is too old, the listing begins again");
                return Restarts.restart(
                        step, before, position.at(Optional.empty()).text());
            }
            if (next.isPresent()) {
                return step.continueAt(position.at(next).text().orElseThrow());
            }
            Optional<Position> following = position.following(listing);
            if (following.isEmpty()) {
                return step.done();
            }
            position = following.get();
            if (deadline.passed()) {
                return step.continueAt(position.text().orElseThrow());
            }
        }
    }

    private void store(ExportStep step, List<User> users) {
        step.store(captureMfa.capture(
                step.pool(),
                users.stream().filter(user -> !user.sub().isEmpty()).toList()));
        users.stream()
                .filter(user -> user.sub().isEmpty())
                .map(user -> KeyHash.of(RecordKey.user(user.username())).hex())
                .forEach(hash -> step.addFinding(Findings.USER_WITHOUT_SUB, hash));
        LOG.atInfo().addKeyValue("users", users.size()).log("exported a page of users");
    }

    /**
     * Where to go on.
     *
     * @param prefix what the subs of the users begin with; empty lists everybody
     * @param token within that listing; empty is its beginning
     */
    private record Position(Optional<String> prefix, Optional<String> token) {
        static Position of(Listing listing, Optional<String> text) {
            List<String> prefixes = prefixes(listing);
            if (prefixes.isEmpty()) {
                return new Position(Optional.empty(), text);
            }
            if (text.isEmpty()) {
                return new Position(Optional.of(prefixes.get(0)), Optional.empty());
            }
            String[] words = text.get().split(" ", 2);
            return new Position(Optional.of(words[0]), Stream.of(words).skip(1).findFirst());
        }

        Position at(Optional<String> otherToken) {
            return new Position(prefix, otherToken);
        }

        /** The beginning of what comes next, if anything does. */
        Optional<Position> following(Listing listing) {
            return prefix.flatMap(done -> prefixes(listing).stream()
                            .dropWhile(other -> !other.equals(done))
                            .skip(1)
                            .findFirst())
                    .map(next -> new Position(Optional.of(next), Optional.empty()));
        }

        /** Nothing at the beginning of everybody. */
        Optional<String> text() {
            return prefix.map(first -> token.map(from -> first + " " + from).orElse(first))
                    .or(() -> token);
        }

        private static List<String> prefixes(Listing listing) {
            return Objects.requireNonNullElse(listing.subPrefixes(), List.of());
        }
    }
}
