package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	vendoraccess "github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess"
	"github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess/logzio"
)

// What templates do not show: that a mistake ends in a panic with our message. One JSON object for each check.
func checks() {
	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Stack"), nil)

	wrong := []string{"Cannot create LogzioArchiveBucket 'Stack/Wrong':", `got "1"`, `got "x"`}
	check("wrong values raise all problems at once", wrong, func() {
		logzio.NewLogzioArchiveBucket(stack, jsii.String("Wrong"), &logzio.LogzioArchiveBucketProps{
			Access: vendoraccess.VendorAccess_VendorRole(&vendoraccess.VendorRoleAccessOptions{
				AccountId:  jsii.String("1"),
				ExternalId: jsii.String("x"),
			}),
		})
	})
	check("a wrong serial raises our message", []string{"AccessKeys.single failed", "serial: got 0"}, func() {
		vendoraccess.AccessKeys_Single(jsii.Number(0))
	})
	check("mistakes found at synth raise our message", []string{`bucket 'Stack/Mine': got "ACLs disabled`}, func() {
		logzio.NewLogzioArchiveBucket(stack, jsii.String("Archive"), &logzio.LogzioArchiveBucketProps{
			Bucket: awss3.NewBucket(stack, jsii.String("Mine"), nil),
		})
		app.Synth(nil)
	})
}

func check(name string, parts []string, run func()) {
	line := map[string]string{"name": name}
	if failure := failureOf(parts, run); failure != "" {
		line["failure"] = failure
	}
	text, _ := json.Marshal(line)
	fmt.Println(string(text))
}

func failureOf(parts []string, run func()) (failure string) {
	defer func() {
		panicked := recover()
		if panicked == nil {
			failure = "there was no panic"
			return
		}
		for _, part := range parts {
			if message := fmt.Sprint(panicked); !strings.Contains(message, part) {
				failure = part + " is not in: " + message
			}
		}
	}()
	run()
	return
}
