module apps

go 1.25

require github.com/cdk-vendor-access/cdk-vendor-access-go/cdkvendoraccess v0.0.0
