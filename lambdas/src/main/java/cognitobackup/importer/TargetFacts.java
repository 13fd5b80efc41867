package cognitobackup.importer;

import java.util.Set;

/**
 * What of a target's configuration an import depends on, as a run found it when it began.
 *
 * @param selfSignUp whether people can sign up by themselves
 * @param writableByUsers the attributes that some app client lets its users write, of those that a client names; without
 *     naming any, a client lets them write the standard attributes
 * @param providers the names of its identity providers
 * @param recovery by which addresses users can choose a new password
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html">WriteAttributes
 *     of UserPoolClientType</a>
 */
record TargetFacts(boolean selfSignUp, Set<String> writableByUsers, Set<String> providers, AccountRecovery recovery) {}
