package cognitobackup.local.cognito;

import java.util.List;

/**
 * What a user import job wrote to CloudWatch Logs.
 *
 * @param group the log group, named by the pool
 * @param stream the log stream, named by the job
 * @param lines one for each row of the file, oldest first, by line number and without anything of users
 */
public record ImportLog(String group, String stream, List<String> lines) {
    public ImportLog {
        lines = List.copyOf(lines);
    }
}
