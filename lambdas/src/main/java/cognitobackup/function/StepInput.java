package cognitobackup.function;

/** An input that says for which execution a function works, so that its log lines do, too. */
public interface StepInput {
    /** The ARN of the Step Functions execution. */
    String execution();
}
