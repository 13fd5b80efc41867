package cognitobackup.importer;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes and reads the messages of an import's queues. */
@Singleton
class Messages {
    /** What a message has around its users. */
    private static final int ENVELOPE_BYTES = 1024;

    private final ObjectMapper json;
    private final JsonLines lines;

    Messages(ObjectMapper json, JsonLines lines) {
        this.json = json;
        this.lines = lines;
    }

    /** Text that holds the work of one user. */
    String of(ImportRun run, UserWork work) {
        String body = write(new WorkMessage(run.importId().value(), List.of(work), null));
        if (bytes(body) <= WorkQueue.MOST_BYTES) {
            return body;
        }
        String key = ImportFiles.largeWork(run, work.sub());
        try (JsonLines.Writer file = lines.writer()) {
            file.add(key, work);
            file.store();
        }
        return write(new WorkMessage(run.importId().value(), null, key));
    }

    /** Collects work into as few messages as its limits allow. */
    Packer packer(ImportRun run, WorkQueue queue, int mostCalls) {
        return new Packer(run, queue, mostCalls);
    }

    /** The message, or empty where the text is none. */
    Optional<WorkMessage> read(String body) {
        try {
            return Optional.ofNullable(json.readValue(body, WorkMessage.class));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The work that a message carries or names. */
    List<UserWork> work(WorkMessage message) {
        if (message.object() == null) {
            return message.users();
        }
        List<UserWork> work = new ArrayList<>();
        lines.read(message.object(), UserWork.class, work::add);
        return work;
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Sends work in messages of at most {@link WorkQueue#MOST_BYTES} and so many calls to Cognito. */
    final class Packer {
        private final ImportRun run;
        private final WorkQueue queue;
        private final int mostCalls;
        private final List<UserWork> waiting = new ArrayList<>();
        private int waitingBytes;
        private int waitingCalls;

        Packer(ImportRun run, WorkQueue queue, int mostCalls) {
            this.run = run;
            this.queue = queue;
            this.mostCalls = mostCalls;
        }

        /** @param calls how many calls to the scarcest category this work costs */
        void add(UserWork work, int calls) {
            int bytes = bytes(write(work)) + 1;
            if (bytes + ENVELOPE_BYTES > WorkQueue.MOST_BYTES) {
                queue.send(of(run, work));
                return;
            }
            if (waitingBytes + bytes + ENVELOPE_BYTES > WorkQueue.MOST_BYTES || waitingCalls + calls > mostCalls) {
                flush();
            }
            waiting.add(work);
            waitingBytes += bytes;
            waitingCalls += calls;
        }

        /** Sends what is not sent yet. */
        void flush() {
            if (!waiting.isEmpty()) {
                queue.send(write(new WorkMessage(run.importId().value(), List.copyOf(waiting), null)));
                waiting.clear();
                waitingBytes = 0;
                waitingCalls = 0;
            }
        }
    }
}
