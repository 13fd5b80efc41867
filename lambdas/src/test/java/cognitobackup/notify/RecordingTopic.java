package cognitobackup.notify;

import java.util.ArrayList;
import java.util.List;

/** A topic that keeps what it is told, and can be out of order. */
final class RecordingTopic implements Topic {
    final List<String> subjects = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    boolean broken;

    @Override
    public void publish(String subject, String message) {
        if (broken) {
            throw new IllegalStateException("The topic does not answer.");
        }
        subjects.add(subject);
        messages.add(message);
    }
}
