/**
 * The AWS Step Functions of one Region: the part of the Amazon States Language that the workflows use, in JSONata, run
 * as strictly as AWS runs it.
 *
 * <p>The path through it: {@link cognitobackup.local.stepfunctions.StepFunctions} answers calls, {@code DefinitionReader}
 * turns a definition into states or refuses it, {@code Interpreter} runs them.
 */
package cognitobackup.local.stepfunctions;
