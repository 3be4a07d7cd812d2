// Synthesizes the apps that are named in the arguments, each from a file of its own; or runs the checks.
package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

var apps = map[string]func(app awscdk.App){}

func main() {
	defer jsii.Close()
	if os.Args[1] == "checks" {
		checks()
		return
	}
	app := awscdk.NewApp(nil)
	for _, name := range os.Args[1:] {
		apps[name](app)
	}
	app.Synth(nil)
}
