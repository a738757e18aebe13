using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Lets every loop, function and lambda of a cell call <see cref="CellStop.Check"/>; lines stay where they are.</summary>
/// <remarks>
/// Lambdas are checked for endless queries. One that becomes an expression tree cannot have a body, so a cell
/// that does not compile with <c>lambdas</c> is compiled again without.
/// </remarks>
internal sealed class StopChecks : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Check = SyntaxFactory.ParseStatement("global::Solar.Notebooks.Engine.CellStop.Check();");

    private readonly bool _lambdas;

    private StopChecks(bool lambdas) => _lambdas = lambdas;

    /// <summary>The same tree with checks, or the very same if there is nothing to check.</summary>
    public static SyntaxTree In(SyntaxTree tree, bool lambdas = true)
    {
        var root = (CSharpSyntaxNode)tree.GetRoot();
        var changed = new StopChecks(lambdas).Visit(root);
        return changed == root ? tree : CSharpSyntaxTree.Create((CSharpSyntaxNode)changed, (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        var visited = (ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitLabeledStatement(LabeledStatementSyntax node)
    {
        var visited = (LabeledStatementSyntax)base.VisitLabeledStatement(node)!;
        return visited.WithStatement(Checked(visited.Statement));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (visited.Body is { } body)
            return visited.WithBody(Checked(body));
        return visited.ExpressionBody is { } arrow && Calls(arrow.Expression)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Body(arrow, visited.ReturnType, visited.Modifiers, visited.SemicolonToken))
            : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        if (visited.Body is { } body)
            return visited.WithBody(Checked(body));
        return visited.ExpressionBody is { } arrow && Calls(arrow.Expression)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Body(arrow, visited.ReturnType, visited.Modifiers, visited.SemicolonToken))
            : visited;
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        OfLambda((LambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        OfLambda((LambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!);

    private LambdaExpressionSyntax OfLambda(LambdaExpressionSyntax lambda)
    {
        if (!_lambdas)
            return lambda;
        if (lambda.Block is { } block)
            return lambda.WithBlock(Checked(block));
        return lambda.ExpressionBody is { } value && IsSurelyAValue(value)
            ? lambda.WithExpressionBody(null).WithBlock(SyntaxFactory.Block(Check, Return(value)))
            : lambda;
    }

    // The others may be void, where a return would not compile; what a call calls has its own check.
    private static bool IsSurelyAValue(ExpressionSyntax expression) =>
        expression is not (InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax or ThrowExpressionSyntax
            or RefExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
            or ParenthesizedExpressionSyntax or BaseObjectCreationExpressionSyntax);

    // A function that calls nothing cannot recurse, and is better left small.
    private static bool Calls(ExpressionSyntax expression) =>
        expression is not (RefExpressionSyntax or ThrowExpressionSyntax)
        && expression.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax);

    private static BlockSyntax Body(ArrowExpressionClauseSyntax arrow, TypeSyntax returned, SyntaxTokenList modifiers, SyntaxToken end)
    {
        var isVoid = returned is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (modifiers.Any(SyntaxKind.AsyncKeyword) && returned is IdentifierNameSyntax);
        return SyntaxFactory.Block(Check, isVoid ? SyntaxFactory.ExpressionStatement(arrow.Expression) : Return(arrow.Expression))
            .WithTrailingTrivia(end.TrailingTrivia); // its line break: later lines keep their numbers
    }

    private static ReturnStatementSyntax Return(ExpressionSyntax value) =>
        SyntaxFactory.ReturnStatement(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space), value, SyntaxFactory.Token(SyntaxKind.SemicolonToken));

    private static BlockSyntax Checked(StatementSyntax body) => body is BlockSyntax block
        ? block.WithStatements(block.Statements.Insert(0, Check))
        : SyntaxFactory.Block(Check, body);
}
