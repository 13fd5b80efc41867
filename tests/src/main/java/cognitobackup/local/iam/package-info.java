/** IAM: roles and policies, who is calling, and whether the policies allow it. Nothing is allowed that no policy allows. */
package cognitobackup.local.iam;
