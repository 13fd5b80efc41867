# Starts the workflows of a stack from a shell, waits for their end and prints what they ended with:
#
#   . docs/runbooks/workflows.sh secondary
#   start_import '{"targetUserPoolId": "us-west-2_EXAMPLE2", "userPoolId": "us-east-1_EXAMPLE"}'
#
# Needs bash or zsh, the AWS CLI and Pulumi's CLI. Interrupting a wait does not stop the workflow.

stack=$1
# The AWS CLI's own variables: its versions differ in which they read.
AWS_REGION=$(pulumi stack output region --stack "$stack") || return
AWS_DEFAULT_REGION=$AWS_REGION
export AWS_REGION AWS_DEFAULT_REGION

start_export() { start_workflow exportWorkflowArn "$1"; }

start_import() { start_workflow importWorkflowArn "$1"; }

start_workflow() {
    execution=$(aws stepfunctions start-execution \
        --state-machine-arn "$(pulumi stack output "$1" --stack "$stack")" \
        --input "$2" --query executionArn --output text) || return
    echo "started $execution"
    await_workflow
}

# Waits for the end of $execution. Its output is in $output then.
await_workflow() {
    state=RUNNING
    while [ "$state" = RUNNING ]; do
        sleep 10
        state=$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text) || return
    done
    if [ "$state" = SUCCEEDED ]; then
        output=$(aws stepfunctions describe-execution --execution-arn "$execution" --query output --output text)
        echo "$output"
    else
        aws stepfunctions describe-execution --execution-arn "$execution" --query cause --output text >&2
        return 1
    fi
}

# Fetches the report of the import that ended last: report.html to read, report.json, identity-map.csv.
fetch_report() {
    directory=$(printf '%s' "$output" | sed -n 's/.*"report":"\([^"]*\)\/report.json".*/\1/p')
    for file in report.html report.json identity-map.csv; do
        aws s3api get-object --bucket "$(pulumi stack output reportsBucketName --stack "$stack")" \
            --key "$directory/$file" "$file" > /dev/null || return
    done
}
